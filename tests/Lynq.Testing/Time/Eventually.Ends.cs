namespace Lynq.Testing;

public static partial class Eventually
{
    private static readonly TimeSpan UsualStep = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits for the end of a task, and fails as it failed.</summary>
    /// <exception cref="TimeoutException">It has not ended at the deadline; the message says what was awaited.</exception>
    public static async Task Ends(Task task, string what, TimeSpan? deadline = null)
    {
        var limit = deadline ?? DefaultDeadline;
        using var over = new CancellationTokenSource();
        if (await Task.WhenAny(task, Task.Delay(limit, over.Token)) != task)
            throw new TimeoutException($"has not ended within {limit.TotalSeconds:F0} s: {what}");
        await over.CancelAsync();
        await task;
    }

    /// <summary>The result of a task.</summary>
    /// <exception cref="TimeoutException">It has not ended at the deadline; the message says what was awaited.</exception>
    public static async Task<T> Ends<T>(Task<T> task, string what, TimeSpan? deadline = null)
    {
        await Ends((Task)task, what, deadline);
        return await task;
    }

    /// <summary>
    /// Waits for the end of a task that may wait for a clock which stands still: nothing ends by itself then, so the clock goes on
    /// meanwhile, whenever what is to come is due.
    /// </summary>
    /// <param name="task">The task; how it fails, this fails.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="what">What is awaited.</param>
    /// <param name="step">How far the clock moves at a time; half a second if nothing is said.</param>
    /// <exception cref="TimeoutException">It has not ended at the deadline.</exception>
    public static async Task Ends(Task task, FakeTimeProvider clock, string what, TimeSpan? step = null)
    {
        await Holds(
            () =>
            {
                if (!task.IsCompleted)
                    clock.Advance(step ?? UsualStep);
                return task.IsCompleted;
            },
            what);
        await task;
    }

    /// <summary>The result of a task that may wait for a clock which stands still.</summary>
    /// <exception cref="TimeoutException">It has not ended at the deadline.</exception>
    public static async Task<T> Ends<T>(Task<T> task, FakeTimeProvider clock, string what, TimeSpan? step = null)
    {
        await Ends((Task)task, clock, what, step);
        return await task;
    }

    /// <summary>Waits until the condition holds, and lets a clock that stands still go on meanwhile.</summary>
    /// <param name="condition">What is to hold.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="step">How far the clock moves at a time.</param>
    /// <param name="what">What is awaited.</param>
    /// <exception cref="TimeoutException">It does not hold at the deadline.</exception>
    public static Task Holds(Func<Task<bool>> condition, FakeTimeProvider clock, TimeSpan step, string what) => Holds(
        async () =>
        {
            if (await condition())
                return true;
            clock.Advance(step);
            return false;
        },
        what);
}
