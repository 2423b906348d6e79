namespace Lynq.Kubernetes.Transport;

/// <summary>A cancellation that comes either from the caller or from a clock, and can tell which.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenRegistration _forwarding;

    public Deadline(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        _caller = caller;
        // One source and not two linked ones: there is a deadline for each request.
        _either = new(limit, time);
        _forwarding = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _either);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Whether time ran out, and not the caller's patience.</summary>
    public bool Passed => _either.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Starts the limit anew.</summary>
    public void Extend(TimeSpan limit) => _either.CancelAfter(limit);

    /// <summary>Stops the clock until it is extended.</summary>
    public void Suspend() => _either.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _forwarding.Dispose();
        _either.Dispose();
    }
}
