using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Lynq.Actors.Port;
using Lynq.Crds;

namespace Lynq.Actors.Operation;

/// <summary>
/// The operator's metrics of hubs and forms, with the names and labels of contract §15, in meter <c>Lynq</c>. Gauges are read
/// from what is shown at present, so that the series of a deleted object end with it.
/// </summary>
public sealed class OperatorMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Lynq";

    private readonly ConcurrentDictionary<HubKey, HubReading> _hubs = new();
    private readonly ConcurrentDictionary<FormKey, RolloutStatus> _rollouts = new();
    private readonly Meter _meter;
    private readonly Histogram<double> _syncDuration;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Makes the meter; null for a meter of its own.</param>
    public OperatorMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        HubGauge("hub_desired", "Nodes that the hub should have", r => r.Status?.Desired);
        HubGauge("hub_ready", "Nodes of the hub that are ready", r => r.Status?.Ready);
        HubGauge("hub_failed", "Nodes of the hub that failed", r => r.Status?.Failed);
        HubGauge("lynq_hub_rows_read", "Rows that the last good sync read", r => r.Status?.Rows?.Read);
        HubGauge("lynq_hub_rows_active", "Rows of the last good sync that are active and usable", r => r.Status?.Rows?.Active);
        HubGauge("lynq_hub_rows_rejected", "Active rows of the last good sync that could not be used", r => r.Status?.Rows?.Rejected);
        HubGauge("lynq_hub_last_sync_timestamp_seconds", "When the last good sync ended, as Unix time", r => r.LastSync?.ToUnixTimeMilliseconds() / 1000.0);
        HubGauge("lynq_hub_deletions_held", "1 while the deletion guard holds deletions back", r => r.Status is { } s ? Held(s) : null);
        RolloutGauge("lynqform_rollout_updating_nodes", "Nodes of the form that are updating", r => r.UpdatingNodes ?? 0);
        RolloutGauge("lynqform_rollout_phase", "0 Idle, 1 InProgress, 2 Failed, 3 Complete", r => PhaseNumber(r.Phase));
        RolloutGauge("lynqform_rollout_progress", "Share of nodes that are updated and ready, in percent", Progress);
        HubGauge("lynq_hub_last_sync_duration_seconds", "Time that the last read of the hub's rows took", r => r.LastDuration?.TotalSeconds);
        _syncDuration = _meter.CreateHistogram<double>("lynq_hub_sync_duration_seconds", "s", "Time that reading rows took, of all hubs together");
        _meter.CreateObservableCounter("lynq_hub_syncs_total", Syncs, description: "Reads of a hub's rows by result");
    }

    /// <summary>Shows the actors of an engine: queue depths under the names that dashboards know, and restarts.</summary>
    public void Observe(IActorSystem actors)
    {
        ArgumentNullException.ThrowIfNull(actors);
        _meter.CreateObservableGauge("workqueue_depth", () => Actors(actors, s => s.Pending), description: "Messages waiting, by controller");
        _meter.CreateObservableCounter("controller_runtime_reconcile_total", () => Reconciles(actors), description: "Messages handled, by controller and result");
        _meter.CreateObservableGauge("lynq_actors", () => Actors(actors, s => s.Actors), description: "Actors alive, by kind");
        _meter.CreateObservableCounter("lynq_actor_restarts_total", () => Actors(actors, s => s.Restarts), description: "Restarts after failures, by kind");
        _meter.CreateObservableCounter("lynq_actor_messages_total", () => Actors(actors, s => s.Handled), description: "Messages handled, by kind");
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    /// <summary>The meter, for the metrics of nodes.</summary>
    internal Meter Meter => _meter;

    internal void Show(HubKey hub, LynqHubStatus status) =>
        _hubs.AddOrUpdate(hub, _ => new HubReading { Status = status }, (_, before) => before with { Status = status });

    internal void Show(FormKey form, LynqFormStatus status)
    {
        if (status.Rollout is { } rollout)
        {
            _rollouts[form] = rollout;
        }
        else
        {
            _rollouts.TryRemove(form, out _);
        }
    }

    internal void SyncEnded(HubKey hub, TimeSpan duration, bool failed, DateTimeOffset now)
    {
        _syncDuration.Record(duration.TotalSeconds, Tag("result", failed ? "error" : "success"));
        _hubs.AddOrUpdate(
            hub,
            _ => new HubReading().After(duration, failed, now),
            (_, before) => before.After(duration, failed, now));
    }

    internal void Forget(HubKey hub) => _hubs.TryRemove(hub, out _);

    internal void Forget(FormKey form) => _rollouts.TryRemove(form, out _);

    private static double Held(LynqHubStatus status) => status.Conditions.IsTrue(ConditionTypes.DeletionHeld) ? 1 : 0;

    private static double PhaseNumber(string? phase) => phase switch
    {
        RolloutPhases.InProgress => 1,
        RolloutPhases.Failed => 2,
        RolloutPhases.Complete => 3,
        _ => 0,
    };

    private static double Progress(RolloutStatus rollout) =>
        rollout.TotalNodes is > 0 and var total ? 100.0 * (rollout.ReadyUpdatedNodes ?? 0) / total : 0;

    private static IEnumerable<Measurement<long>> Actors(IActorSystem actors, Func<ActorKindSnapshot, long> value) =>
        actors.Snapshot().Select(s => new Measurement<long>(value(s), Tag("name", ControllerName(s.Kind))));

    // What the original's framework counts as reconciles are the messages of our actors (contract §15).
    private static IEnumerable<Measurement<long>> Reconciles(IActorSystem actors) => actors.Snapshot().SelectMany(s => new[]
    {
        new Measurement<long>(s.Handled, Tag("controller", ControllerName(s.Kind)), Tag("result", "success")),
        new Measurement<long>(s.Restarts, Tag("controller", ControllerName(s.Kind)), Tag("result", "error")),
    });

    /// <summary>The names under which dashboards know the queues.</summary>
    private static string ControllerName(string kind) => kind switch
    {
        ActorKinds.Hub => "lynqhub",
        ActorKinds.Rollout => "lynqform",
        ActorKinds.Node => "lynqnode",
        _ => kind,
    };

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private void HubGauge(string name, string description, Func<HubReading, double?> value) => _meter.CreateObservableGauge(
        name,
        () => from hub in _hubs
              let number = value(hub.Value)
              where number is not null
              select new Measurement<double>(number.Value, Tag("hub", hub.Key.Name), Tag("namespace", hub.Key.Namespace)),
        description: description);

    private void RolloutGauge(string name, string description, Func<RolloutStatus, double> value) => _meter.CreateObservableGauge(
        name,
        () => _rollouts.Select(r =>
            new Measurement<double>(value(r.Value), Tag("form", r.Key.Name), Tag("namespace", r.Key.Namespace))),
        description: description);

    private IEnumerable<Measurement<long>> Syncs() => _hubs.SelectMany(hub => new[]
    {
        new Measurement<long>(hub.Value.GoodSyncs, Tag("hub", hub.Key.Name), Tag("namespace", hub.Key.Namespace), Tag("result", "success")),
        new Measurement<long>(hub.Value.FailedSyncs, Tag("hub", hub.Key.Name), Tag("namespace", hub.Key.Namespace), Tag("result", "error")),
    });

    private sealed record HubReading
    {
        public LynqHubStatus? Status { get; init; }

        public DateTimeOffset? LastSync { get; private init; }

        public TimeSpan? LastDuration { get; private init; }

        public long GoodSyncs { get; private init; }

        public long FailedSyncs { get; private init; }

        public HubReading After(TimeSpan duration, bool failed, DateTimeOffset now) => failed
            ? this with { LastDuration = duration, FailedSyncs = FailedSyncs + 1 }
            : this with { LastDuration = duration, GoodSyncs = GoodSyncs + 1, LastSync = now };
    }
}
