using System.Runtime.InteropServices;

namespace Lynq.Actors.Node;

/// <summary>A LynqNode that was created and that no watch has shown yet.</summary>
/// <param name="WatchStarts">How often a watch had started when it was created; null when nobody counts.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AwaitedEcho(long? WatchStarts)
{
    /// <summary>Whether a watch may have started meanwhile. It told the nodes that were known, and not this one.</summary>
    public bool MayHaveMissed(long? watchStarts) => watchStarts is null || watchStarts != WatchStarts;
}
