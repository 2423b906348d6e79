using System.Diagnostics.Metrics;

namespace Lynq.Host.Metrics;

/// <summary>Says whether this replica acts, under the name that the field knows, so that an alert can tell when nobody does.</summary>
internal sealed class LeaderMetrics : IDisposable
{
    private readonly Meter _meter = new(ProcessMetrics.MeterName);

    /// <summary>Creates the instrument.</summary>
    /// <param name="lease">Name of the Lease.</param>
    /// <param name="leads">Whether this replica holds it at present; always true without election.</param>
    public LeaderMetrics(string lease, Func<bool> leads) => _meter.CreateObservableGauge(
        "leader_election_master_status",
        () => new Measurement<int>(leads() ? 1 : 0, new KeyValuePair<string, object?>("name", lease)),
        description: "1 while this replica acts, 0 while it stands by.");

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
