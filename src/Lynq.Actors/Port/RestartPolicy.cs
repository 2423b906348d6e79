namespace Lynq.Actors.Port;

/// <summary>Exponential backoff between the failure of an actor and its next start, with jitter so that many do not start at once.</summary>
public sealed record RestartPolicy
{
    /// <summary>0.2 s doubling up to 30 s; forgotten after a minute without failure.</summary>
    public static RestartPolicy Default { get; } = new();

    /// <summary>The first pause.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause, before jitter.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time without a failure after which the next one counts as the first again.</summary>
    public TimeSpan ForgiveAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The pause after a number of failures in a row.</summary>
    /// <param name="failures">Failures in a row, 1 or more.</param>
    /// <param name="jitter">A number from 0 to 1; the pause is lengthened by up to a fifth of itself.</param>
    public TimeSpan PauseAfter(int failures, double jitter)
    {
        var doublings = Math.Min(failures - 1, 30);
        var pause = Math.Min(First.TotalMilliseconds * Math.Pow(2, doublings), Longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(pause * (1 + (0.2 * jitter)));
    }
}
