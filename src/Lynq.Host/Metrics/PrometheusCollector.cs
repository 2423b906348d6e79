using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Lynq.Host.Metrics;

/// <summary>
/// Listens to the instruments of given meters and writes them in the Prometheus text format. The feed has no exporter for it, and
/// what is needed is small: families, labels, three types.
/// </summary>
internal sealed class PrometheusCollector : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _collecting = new();

    /// <summary>Begins to listen.</summary>
    /// <param name="meters">Names of the meters to export.</param>
    public PrometheusCollector(params string[] meters)
        : this(_ => true, meters)
    {
    }

    /// <summary>Begins to listen to a choice of instruments.</summary>
    /// <param name="wanted">Whether an instrument of this name is exported.</param>
    /// <param name="meters">Names of the meters to export.</param>
    public PrometheusCollector(Func<string, bool> wanted, params string[] meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!meters.Contains(instrument.Meter.Name, StringComparer.Ordinal) || !wanted(instrument.Name))
                return;
            var family = _families.GetOrAdd(MetricFamily.NameOf(instrument), _ => new MetricFamily(instrument));
            listener.EnableMeasurementEvents(instrument, family);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(family, value, tags));
        _listener.Start();
    }

    /// <summary>Observes all instruments and writes every family that has a series, sorted by name.</summary>
    public void Write(TextWriter output)
    {
        lock (_collecting)
        {
            foreach (var family in _families.Values)
                family.BeginCollection();
            _listener.RecordObservableInstruments();
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
                PrometheusText.Write(output, family);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => ((MetricFamily)family!).Record(value, tags);
}
