namespace Lynq.Kubernetes;

/// <summary>Waits that double up to a limit, each drawn between half of it and all of it.</summary>
internal sealed class Backoff
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private TimeSpan _next;

    public Backoff(TimeSpan first, TimeSpan longest) => (_first, _longest, _next) = (first, longest, first);

    /// <summary>The next wait before it is drawn.</summary>
    public TimeSpan Peek => _next;

    /// <summary>The next wait.</summary>
    /// <param name="random">Between 0 and 1.</param>
    public TimeSpan Next(double random)
    {
        var wait = _next * (0.5 + (random / 2));
        var doubled = _next * 2;
        _next = doubled < _longest ? doubled : _longest;
        return wait;
    }

    /// <summary>Starts over.</summary>
    public void Reset() => _next = _first;
}
