using Lynq.Kubernetes;

namespace Lynq.Host.Health;

/// <summary>
/// Tells whether the watch loops are alive. One that reaches nothing while the server answers everybody else is dead (its connection
/// or its own state is broken, and a new process has neither), and so is one that does not even try. A server that is away is no
/// illness of ours.
/// </summary>
internal sealed class WatchWatchdog(TimeProvider time)
{
    /// <summary>How long a loop may be without an answer while the server answers, and how long without any try.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // Open watches bring a bookmark about once a minute: who hears nothing from anywhere for longer has lost the server.
    private static readonly TimeSpan AnswerGap = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private DateTimeOffset? _answeringSince;

    /// <summary>Looks at the loops; asked by every probe.</summary>
    /// <param name="loops">Those that ought to be running.</param>
    /// <param name="lastAnswer">When the server last answered any request; null for never.</param>
    /// <returns>What is dead, or null.</returns>
    public string? Problem(IReadOnlyList<IInformer> loops, DateTimeOffset? lastAnswer)
    {
        var now = time.GetUtcNow();
        var since = AnsweringSince(loops, lastAnswer, now);
        foreach (var loop in loops)
        {
            // Loops get the whole time anew when the server comes back.
            if (since is { } back && now - Later(loop.LastContact, back) is var lost && lost > Patience)
                return $"the watch loop of {loop.Resource} has reached nothing for {lost.TotalMinutes:0} minutes while the server answers others";
            if (now - loop.LastProgress is var still && still > Patience)
                return $"the watch loop of {loop.Resource} has made no progress for {still.TotalMinutes:0} minutes";
        }

        return null;
    }

    /// <summary>Since when the server has been seen to answer without a gap; null while it is away.</summary>
    private DateTimeOffset? AnsweringSince(IReadOnlyList<IInformer> loops, DateTimeOffset? lastAnswer, DateTimeOffset now)
    {
        var heard = loops.Select(loop => loop.LastContact).Append(lastAnswer ?? DateTimeOffset.MinValue).Max();
        lock (_lock)
            return _answeringSince = now - heard > AnswerGap ? null : _answeringSince ?? now;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
