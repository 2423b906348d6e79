namespace Lynq.Cluster.Membership;

/// <summary>Notices by the clock when this process did not run for a while: stopped, starved, or on a machine that hung.</summary>
internal sealed class PauseWatch : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly ITimer _timer;
    private long _lastBeat;
    private long _awakeSince = long.MinValue;

    /// <summary>Begins to watch the clock.</summary>
    /// <param name="patience">The shortest standstill that counts; longer than half a second.</param>
    /// <param name="time">The clock.</param>
    public PauseWatch(TimeSpan patience, TimeProvider time)
    {
        (_patience, _time) = (patience, time);
        _lastBeat = time.GetTimestamp();
        _timer = time.CreateTimer(_ => OnBeat(), null, Beat, Beat);
    }

    /// <summary>Whether this process stands still as far as it knows, or did at a time not longer ago than that.</summary>
    public bool HasPausedWithin(TimeSpan span)
    {
        // The first one to ask after a pause may be earlier than the timer.
        var now = _time.GetTimestamp();
        if (_time.GetElapsedTime(Volatile.Read(ref _lastBeat), now) > _patience)
            return true;
        var awake = Volatile.Read(ref _awakeSince);
        return awake != long.MinValue && _time.GetElapsedTime(awake, now) < span;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void OnBeat()
    {
        var now = _time.GetTimestamp();
        if (_time.GetElapsedTime(_lastBeat, now) > _patience)
            Volatile.Write(ref _awakeSince, now);
        Volatile.Write(ref _lastBeat, now);
    }
}
