namespace Lynq.Kubernetes.Flow;

/// <summary>A fixed number of requests a second with a burst, by the generic cell rate algorithm: one moment in time is all its state.</summary>
internal sealed class PaceLimit(double perSecond, int burst, TimeProvider time)
{
    private readonly TimeSpan _spacing = TimeSpan.FromSeconds(1 / perSecond);
    private readonly TimeSpan _tolerance = TimeSpan.FromSeconds(1 / perSecond) * Math.Max(0, burst - 1);
    private readonly long _origin = time.GetTimestamp();
    private readonly Lock _lock = new();
    private TimeSpan _due;

    /// <summary>Waits until the next request may go.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        var wait = Reserve();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
    }

    private TimeSpan Reserve()
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_origin);
            var due = _due > now ? _due : now;
            _due = due + _spacing;
            return due - _tolerance - now;
        }
    }
}
