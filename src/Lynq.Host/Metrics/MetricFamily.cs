using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Lynq.Host.Metrics;

/// <summary>All series of one instrument. Observed instruments start anew at each collection, so that the series of an object that is gone are gone.</summary>
internal sealed class MetricFamily(Instrument instrument)
{
    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly double[] _bounds = instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } given } ? [.. given] : DefaultBounds;

    /// <summary>Name in the exposition.</summary>
    public string Name { get; } = NameOf(instrument);

    /// <summary>Help text.</summary>
    public string Help { get; } = instrument.Description ?? "";

    /// <summary><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</summary>
    public string Type { get; } = TypeOf(instrument);

    /// <summary>Values of counters and gauges, by labels.</summary>
    public ConcurrentDictionary<string, double> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Histograms, by labels.</summary>
    public ConcurrentDictionary<string, Histogram> Histograms { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes a measurement in.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Series.Labels(tags);
        if (Type == "histogram")
            Histograms.GetOrAdd(labels, static (_, bounds) => new Histogram(bounds), _bounds).Observe(value);
        else if (instrument.IsObservable || IsGauge(instrument))
            Values[labels] = value;
        else
            Values.AddOrUpdate(labels, static (_, added) => added, static (_, present, added) => present + added, value);
    }

    /// <summary>Called before instruments are observed.</summary>
    public void BeginCollection()
    {
        if (instrument.IsObservable)
            Values.Clear();
    }

    /// <summary>The name of an instrument in the exposition: with its unit and, for counters, <c>_total</c>, where its own name lacks them.</summary>
    public static string NameOf(Instrument instrument)
    {
        var name = Series.Name(instrument.Name);
        var total = TypeOf(instrument) == "counter";
        if (total && name.EndsWith("_total", StringComparison.Ordinal))
            name = name[..^"_total".Length];
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        if (!name.EndsWith(unit, StringComparison.Ordinal))
            name += unit;
        return total ? name + "_total" : name;
    }

    private static string TypeOf(Instrument instrument) => Generic(instrument) switch
    {
        "Counter`1" or "ObservableCounter`1" => "counter",
        "Histogram`1" => "histogram",
        _ => "gauge",
    };

    private static bool IsGauge(Instrument instrument) => Generic(instrument) == "Gauge`1";

    private static string Generic(Instrument instrument) => instrument.GetType().GetGenericTypeDefinition().Name;
}
