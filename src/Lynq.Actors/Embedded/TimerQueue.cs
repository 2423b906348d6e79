namespace Lynq.Actors.Embedded;

/// <summary>
/// The timers of all actors on one timer of the clock, which is set to whatever is due next. A timer of the clock for each actor
/// would take four times the memory, for reminders that mostly are minutes away.
/// </summary>
internal sealed class TimerQueue : IDisposable
{
    private static readonly Comparer<CellTimer> Order = Comparer<CellTimer>.Create(
        (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Number.CompareTo(b.Number));

    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly SortedSet<CellTimer> _timers = new(Order);
    private readonly TimeProvider _time;
    private readonly ITimer _clock;
    private long _wakesAt = long.MaxValue;
    private long _last;
    private bool _disposed;

    public TimerQueue(TimeProvider time)
    {
        _time = time;
        _clock = time.CreateTimer(static queue => ((TimerQueue)queue!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Number of timers that are set.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>Sets a timer.</summary>
    /// <param name="timer">A timer that is not set.</param>
    /// <param name="due">The delay; zero or more.</param>
    public void Add(CellTimer timer, TimeSpan due)
    {
        lock (_gate)
        {
            timer.Due = _time.GetTimestamp() + Timestamps(due);
            timer.Number = ++_last;
            _timers.Add(timer);
            Arm();
        }
    }

    /// <summary>Takes a timer back; nothing happens when it has gone off.</summary>
    public void Remove(CellTimer timer)
    {
        lock (_gate)
        {
            // The clock may wake for nothing once: cheaper than setting it anew each time.
            _timers.Remove(timer);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timers.Clear();
        }

        _clock.Dispose();
    }

    private void Fire()
    {
        var due = new List<CellTimer>();
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            while (_timers.Min is { } next && next.Due <= now)
            {
                _timers.Remove(next);
                due.Add(next);
            }

            _wakesAt = long.MaxValue;
            Arm();
        }

        foreach (var timer in due)
        {
            timer.Owner.GoneOff(timer);
        }
    }

    private void Arm()
    {
        if (_disposed || _timers.Min is not { } next || next.Due >= _wakesAt)
        {
            return;
        }

        _wakesAt = next.Due;
        long looked;
        do
        {
            // Once more when this thread was held up between the two: it would wake too late by as much.
            looked = _time.GetTimestamp();
            var wait = _time.GetElapsedTime(looked, next.Due);
            _clock.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        while (_time.GetElapsedTime(looked) > Tolerance);
    }

    // Rounded up: who is woken too early finds nothing to do yet.
    private long Timestamps(TimeSpan due) =>
        (long)(((Int128)due.Ticks * _time.TimestampFrequency + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
}
