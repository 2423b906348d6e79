using System.Diagnostics;

namespace Lynq.Kubernetes.Flow;

/// <summary>
/// Lets as many requests go at a time as the server answers best, live work first. Watches do not pass here: they wait, they do not work.
/// </summary>
internal sealed class RequestGovernor(FlowOptions options, TimeProvider time)
{
    // The rate of few answers scatters by more than a step makes of difference, and the search would follow chance.
    private const int FewestAnswers = 128;

    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RestAfterRefusal = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CalmAfterBurst = TimeSpan.FromMilliseconds(500);

    // More than a few nodes need; a process whose own processor is the limit sends many and has none of them wait.
    private const int ManyRequests = 32;

    private readonly Lock _lock = new();
    private readonly Queue<Waiter> _live = new();
    private readonly Queue<Waiter> _resync = new();
    private readonly PaceLimit? _pace = options.Qps is { } qps ? new PaceLimit(qps, options.Burst, time) : null;
    private ConcurrencySearch _search = ConcurrencySearch.Start(Math.Clamp(options.Initial, options.Min, options.Max));
    private int _inFlight;
    private int _answered;
    private bool _saturated;
    private long _periodStart = time.GetTimestamp();
    private readonly long?[] _lastLive = new long?[ManyRequests];
    private int _nextLive;
    private long? _lastRefusal;
    private long? _lastWait;

    /// <summary>Requests in flight now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Requests that may be in flight at present.</summary>
    public int Limit
    {
        get
        {
            lock (_lock)
                return _search.Limit;
        }
    }

    /// <summary>Live requests wait for their turn, or had to half a second ago, or many have come since: a burst is going on.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
                return _live.Count > 0 || IsRecent(_lastWait) || IsRecent(_lastLive[_nextLive]);
        }
    }

    /// <summary>Waits for a turn. Each return is answered by one <see cref="Exit"/>.</summary>
    public async ValueTask EnterAsync(RequestPriority priority, CancellationToken cancellationToken)
    {
        if (_pace is not null)
            await _pace.WaitAsync(cancellationToken);
        Waiter waiter;
        lock (_lock)
        {
            if (priority == RequestPriority.Live)
                NoteLive();
            if (_inFlight < _search.Limit && _live.Count == 0 && (priority == RequestPriority.Live || _resync.Count == 0))
            {
                _inFlight++;
                return;
            }

            _saturated |= _inFlight >= _search.Limit;
            waiter = new();
            (priority == RequestPriority.Live ? _live : _resync).Enqueue(waiter);
        }

        using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).TrySetCanceled(token), waiter);
        await waiter.Task;
    }

    /// <summary>Gives the turn back.</summary>
    /// <param name="statusCode">What the server said; 0 when it said nothing.</param>
    public void Exit(int statusCode)
    {
        lock (_lock)
        {
            _inFlight--;
            _answered++;
            if (statusCode == 429)
                Refuse();
            else
                Measure();
            while (_inFlight < _search.Limit && NextWaiter() is { } next)
            {
                // A waiter that was cancelled meanwhile gives its turn to the one behind it.
                if (next.TrySetResult())
                    _inFlight++;
            }
        }
    }

    // The oldest of the last many gives way to this one.
    private void NoteLive()
    {
        _lastLive[_nextLive] = time.GetTimestamp();
        _nextLive = (_nextLive + 1) % ManyRequests;
    }

    private bool IsRecent(long? moment) => moment is { } then && time.GetElapsedTime(then) < CalmAfterBurst;

    private Waiter? NextWaiter()
    {
        if (!_live.TryDequeue(out var live))
            return _resync.TryDequeue(out var resync) ? resync : null;
        _lastWait = time.GetTimestamp();
        return live;
    }

    private void Refuse()
    {
        var now = time.GetTimestamp();
        // A burst of refusals is one message.
        if (_lastRefusal is { } last && time.GetElapsedTime(last, now) < RestAfterRefusal)
            return;
        _lastRefusal = now;
        _search = _search.Refused(options);
        StartPeriod(now);
    }

    private void Measure()
    {
        if (_answered < Math.Max(FewestAnswers, _search.Limit * 4))
            return;
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_periodStart, now);
        if (elapsed < ShortestPeriod)
            return;
        // A period in which the limit was not what limited says nothing about the limit.
        if (_saturated && _live.Count + _resync.Count > 0)
            _search = _search.Next(_answered / elapsed.TotalSeconds, options);
        StartPeriod(now);
    }

    private void StartPeriod(long now)
    {
        _periodStart = now;
        _answered = 0;
        _saturated = _live.Count + _resync.Count > 0;
    }

    [DebuggerDisplay("{Task.Status}")]
    private sealed class Waiter() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
}
