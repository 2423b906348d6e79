using Lynq.Actors.Port;

namespace Lynq.Actors.Node;

/// <summary>Work that a node reminds itself of by timer.</summary>
internal enum NodeWork : byte
{
    /// <summary>Look at what waits, times out or is to be tried again.</summary>
    Walk,

    /// <summary>Write the status that has been held back for further changes.</summary>
    Status,

    /// <summary>Check everything (contract §8.2).</summary>
    FullPass,

    /// <summary>Try again to write the LynqNode.</summary>
    Content,

    /// <summary>Try again to read the LynqNode after a start.</summary>
    Read,

    /// <summary>Ask those watches again that have not said what exists.</summary>
    Watches,

    /// <summary>Try again to clean up.</summary>
    Cleanup,

    /// <summary>Nothing is left to be kept in mind.</summary>
    Rest,
}

/// <summary>A reminder; it does not leave the process.</summary>
internal sealed record NodeReminder(NodeWork Work) : IActorMessage
{
    private static readonly NodeReminder[] All = [.. Enum.GetValues<NodeWork>().Select(work => new NodeReminder(work))];

    /// <summary>The reminder of a kind of work: one for all nodes.</summary>
    public static NodeReminder Of(NodeWork work) => All[(int)work];
}
