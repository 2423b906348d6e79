namespace Lynq.Actors.Hub;

/// <summary>When the next sync is due (contract §5.6, §6 step 9).</summary>
internal static class SyncTiming
{
    /// <summary>The pause before the next sync.</summary>
    /// <param name="interval">The hub's syncInterval.</param>
    /// <param name="elapsed">Time since the start of the last sync: the interval counts from there.</param>
    /// <param name="failures">Failed syncs in a row; 0 after a good one.</param>
    /// <param name="options">First retry and share of jitter.</param>
    /// <param name="random">A number from 0 to 1.</param>
    public static TimeSpan Next(TimeSpan interval, TimeSpan elapsed, int failures, HubOptions options, double random)
    {
        var pause = failures == 0
            ? interval - elapsed
            : TimeSpan.FromMilliseconds(Math.Min(
                options.FirstRetry.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 30)), interval.TotalMilliseconds));
        var jitter = 1 + (options.Jitter * ((2 * random) - 1));
        return TimeSpan.FromMilliseconds(Math.Max(0, pause.TotalMilliseconds * (failures == 0 ? jitter : Math.Min(1, jitter))));
    }
}
