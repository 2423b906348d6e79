namespace Lynq.Sources;

/// <summary>
/// Ends work that takes too long or that nobody wants any more. Its token goes to every read and write; a session
/// whose token fired is closed, so that the server does not go on for nobody.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _caller;
    private readonly TimeSpan _limit;

    /// <summary>Starts to watch.</summary>
    public Watchdog(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        _limit = limit;
        _caller = caller;
        _source = new CancellationTokenSource(limit, time);
        _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Fires on time-out and when the caller cancels.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The whole time again: something was heard.</summary>
    public void Restart() => _source.CancelAfter(_limit);

    /// <summary>Rests until <see cref="Restart"/>: it is not the server that is slow.</summary>
    public void Pause() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Fires now.</summary>
    public void Cancel() => _source.Cancel();

    /// <summary>What a cancellation of <see cref="Token"/> means to the caller.</summary>
    public Exception Explain(string doing) => _caller.IsCancellationRequested
        ? new OperationCanceledException(_caller)
        : new TimeoutException($"{doing} took longer than {_limit.TotalSeconds:0.###} s");

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
