namespace Lynq.Kubernetes.Transport;

/// <summary>A cancellation that comes either from the caller or from a clock, and can tell which.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _caller;

    public Deadline(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        _caller = caller;
        _clock = new(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_clock.Token, caller);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Whether time ran out, and not the caller's patience.</summary>
    public bool Passed => _clock.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Starts the limit anew.</summary>
    public void Extend(TimeSpan limit) => _clock.CancelAfter(limit);

    /// <summary>Stops the clock until it is extended.</summary>
    public void Suspend() => _clock.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _either.Dispose();
        _clock.Dispose();
    }
}
