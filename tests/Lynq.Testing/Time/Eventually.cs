using System.Diagnostics;

namespace Lynq.Testing;

/// <summary>
/// Waits for something to become true until a deadline. What comes soon is noticed soon; the longer it takes, the rarer it is looked
/// for, so that waiting does not take the time of what is waited for.
/// </summary>
public static partial class Eventually
{
    public static TimeSpan DefaultDeadline { get; } = TimeSpan.FromSeconds(60);

    // A question that is under way at the deadline may still be answered.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until the condition holds.</summary>
    /// <exception cref="TimeoutException">It does not hold at the deadline; the message says what was awaited.</exception>
    public static Task Holds(Func<bool> condition, string what, TimeSpan? deadline = null, CancellationToken stop = default) =>
        Holds(() => Task.FromResult(condition()), what, deadline, stop);

    public static async Task Holds(Func<Task<bool>> condition, string what, TimeSpan? deadline = null, CancellationToken stop = default)
    {
        var clock = Stopwatch.StartNew();
        while (!await Answer(condition(), deadline, what))
        {
            if (clock.Elapsed > (deadline ?? DefaultDeadline))
                throw new TimeoutException($"did not happen within {clock.Elapsed.TotalSeconds:F1} s: {what}");
            await Task.Delay(PauseAfter(clock.Elapsed), stop);
        }
    }

    /// <summary>Asks again until the answer is accepted, and returns it.</summary>
    /// <exception cref="TimeoutException">No answer was accepted; the message has the last one.</exception>
    public static async Task<T> Returns<T>(Func<Task<T>> ask, Func<T, bool> accepts, string what, TimeSpan? deadline = null, CancellationToken stop = default)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var answer = await Answer(ask(), deadline, what);
            if (accepts(answer))
                return answer;
            if (clock.Elapsed > (deadline ?? DefaultDeadline))
                throw new TimeoutException($"did not happen within {clock.Elapsed.TotalSeconds:F1} s: {what}; last answer: {answer}");
            await Task.Delay(PauseAfter(clock.Elapsed), stop);
        }
    }

    /// <summary>Repeats assertions until they pass; at the deadline the last failure is thrown as it is.</summary>
    public static Task Passes(Action assertions, TimeSpan? deadline = null, CancellationToken stop = default) =>
        Passes(
            () =>
            {
                assertions();
                return Task.CompletedTask;
            },
            deadline,
            stop);

    public static async Task Passes(Func<Task> assertions, TimeSpan? deadline = null, CancellationToken stop = default)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await Ends(assertions(), "assertions", (deadline ?? DefaultDeadline) + Grace);
                return;
            }
            catch (Exception) when (clock.Elapsed <= (deadline ?? DefaultDeadline) && !stop.IsCancellationRequested)
            {
                await Task.Delay(PauseAfter(clock.Elapsed), stop);
            }
        }
    }

    private static async Task<T> Answer<T>(Task<T> asked, TimeSpan? deadline, string what)
    {
        await Ends(asked, $"an answer to whether this holds: {what}", (deadline ?? DefaultDeadline) + Grace);
        return await asked;
    }

    private static TimeSpan PauseAfter(TimeSpan elapsed) =>
        TimeSpan.FromTicks(Math.Clamp(elapsed.Ticks / 20, ShortestPause.Ticks, LongestPause.Ticks));
}
