using Lynq.Actors.Port;

namespace Lynq.Cluster.Wire;

/// <summary>A message on its way to an actor, wherever its shard lives.</summary>
/// <param name="Key">Key of the actor within its kind.</param>
/// <param name="Message">The message.</param>
/// <param name="Expects">What the sender waits for.</param>
internal sealed record ShardEnvelope(string Key, IActorMessage Message, Expectation Expects);

/// <summary>What a sender waits for.</summary>
internal enum Expectation : byte
{
    /// <summary>Nothing.</summary>
    Nothing = 0,

    /// <summary>That the actor has taken the message from its mailbox: back-pressure.</summary>
    Acceptance = 1,

    /// <summary>An answer.</summary>
    Answer = 2,
}

/// <summary>The actor has taken a message from its mailbox.</summary>
internal sealed record Accepted
{
    /// <summary>The only one.</summary>
    public static Accepted Instance { get; } = new();
}

/// <summary>The actor failed on a message that somebody waits for.</summary>
/// <param name="Problem">What went wrong, in words for a log.</param>
internal sealed record Failed(string Problem);
