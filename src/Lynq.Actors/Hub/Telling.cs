using System.Runtime.InteropServices;

namespace Lynq.Actors.Hub;

/// <summary>What a node was told to be.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Wish(UInt128 RowHash, long FormGeneration);

/// <summary>A wish that is not fulfilled yet.</summary>
/// <param name="Wish">What the node was told.</param>
/// <param name="At">End of the last good sync at that time; the beginning of time before the first one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Telling(Wish Wish, DateTimeOffset At)
{
    /// <summary>
    /// When a sync tells a wish once more. Who loses what he was told says so at once (a node or rollout that starts anew, nodes
    /// that have moved), so repeating heals only messages that nobody misses. A table that is read every second while a change of
    /// all rows takes many must not tell each of them many times: between processes that costs more than the change itself.
    /// </summary>
    public static readonly TimeSpan OverdueAfter = TimeSpan.FromSeconds(10);

    /// <summary>Whether the same wish is told again. A clock that was set back counts as time that has passed.</summary>
    public bool IsToBeRepeated(Repetition repetition, DateTimeOffset now) =>
        repetition == Repetition.Always || (repetition == Repetition.WhenOverdue && (now - At).Duration() >= OverdueAfter);
}

/// <summary>When a node is told what it was told before.</summary>
internal enum Repetition
{
    /// <summary>Not at all.</summary>
    Never,

    /// <summary>When it has not become what it shall be within <see cref="Telling.OverdueAfter"/>.</summary>
    WhenOverdue,

    /// <summary>At once: it may have forgotten.</summary>
    Always,
}
