namespace Lynq.Host.Metrics;

/// <summary>Counts of observations by upper bound, and their sum.</summary>
internal sealed class Histogram(IReadOnlyList<double> bounds)
{
    private readonly long[] _counts = new long[bounds.Count + 1];
    private readonly Lock _lock = new();
    private double _sum;

    /// <summary>Adds one observation.</summary>
    public void Observe(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
            bucket++;
        lock (_lock)
        {
            _counts[bucket]++;
            _sum += value;
        }
    }

    /// <summary>Cumulative counts by bound, the total last, and the sum; one consistent picture.</summary>
    public (long[] Cumulative, double Sum) Read()
    {
        lock (_lock)
        {
            var cumulative = new long[_counts.Length];
            var total = 0L;
            for (var i = 0; i < cumulative.Length; i++)
                cumulative[i] = total += _counts[i];
            return (cumulative, _sum);
        }
    }

    /// <summary>The upper bounds, ascending, without infinity.</summary>
    public IReadOnlyList<double> Bounds => bounds;
}
