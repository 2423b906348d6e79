using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Sharing;
using Lynq.Actors.Node.Status;
using Lynq.Crds;

namespace Lynq.Actors.Node;

/// <summary>
/// The metrics of nodes with the names and labels of contract §15, in meter <c>Lynq</c>. Gauges are read from what status shows,
/// so that the series of a deleted node end with it.
/// </summary>
internal sealed class NodeMetrics
{
    /// <summary>Result of a pass after which nothing is failed.</summary>
    public const string Success = "success";

    /// <summary>Result of a pass after which some resource is failed.</summary>
    public const string Partial = "partial_failure";

    /// <summary>Result of a pass that could not be carried out (contract §15).</summary>
    public const string Error = "error";

    private readonly ConcurrentDictionary<NodeKey, NodeReading> _nodes = new();
    private readonly ConcurrentDictionary<NodeKey, ImmutableDictionary<(string Kind, string Policy), long>> _conflicts = new();
    private readonly SharedValues<NodeReading> _readings = new(limit: 1000);
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _applies;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meter">Whose end is the end of all series: a replica that no longer acts shows no nodes.</param>
    public NodeMetrics(Meter meter)
    {
        _meter = meter;
        _duration = meter.CreateHistogram<double>(
            "lynqnode_reconcile_duration_seconds", "s", "Time that a pass over a node took", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 2, 5, 10, 30, 60] });
        _applies = meter.CreateCounter<long>("apply_attempts_total", description: "Applies by result");
        meter.CreateObservableCounter("lynqnode_conflicts_total", Conflicts, description: "Conflicts that began");
        Gauge("lynqnode_resources_desired", "Resources of the node", r => r.Desired);
        Gauge("lynqnode_resources_ready", "Resources that are ready", r => r.Ready);
        Gauge("lynqnode_resources_failed", "Resources that failed, conflicts included", r => r.Failed);
        Gauge("lynqnode_resources_conflicted", "Resources in conflict", r => r.Conflicted);
        meter.CreateObservableGauge("lynqnode_condition_status", Conditions, description: "0 False, 1 True, 2 Unknown");
        meter.CreateObservableGauge("lynqnode_degraded_status", Degraded, description: "1 for the present reason of degradation");
    }

    /// <summary>Shows a node's status.</summary>
    public void Show(NodeKey node, NodeView view, LynqNodeStatus status) => _nodes[node] = _readings.Of(new NodeReading(
        status.DesiredResources ?? 0, status.ReadyResources ?? 0, status.FailedResources ?? 0, view.Count(StepState.Conflicted), status.Conditions ?? []));

    /// <summary>Ends the series of a node.</summary>
    public void Remove(NodeKey node)
    {
        _nodes.TryRemove(node, out _);
        _conflicts.TryRemove(node, out _);
    }

    public void Applied(string kind, bool success, ConflictPolicy policy) => _applies.Add(
        1, new("kind", kind), new("result", success ? "success" : "error"), new("conflict_policy", policy.ToString()));

    public void ConflictBegan(NodeKey node, string kind, ConflictPolicy policy) => _conflicts.AddOrUpdate(
        node,
        _ => ImmutableDictionary<(string, string), long>.Empty.Add((kind, policy.ToString()), 1),
        (_, counts) => counts.SetItem((kind, policy.ToString()), counts.GetValueOrDefault((kind, policy.ToString())) + 1));

    public void PassEnded(TimeSpan duration, string result) => _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("result", result));

    private void Gauge(string name, string description, Func<NodeReading, int> value) => _meter.CreateObservableGauge(
        name, () => _nodes.Select(n => new Measurement<int>(value(n.Value), new("lynqnode", n.Key.Name), new("namespace", n.Key.Namespace))), description: description);

    private IEnumerable<Measurement<long>> Conflicts() =>
        from node in _conflicts
        from count in node.Value
        select new Measurement<long>(
            count.Value,
            new("lynqnode", node.Key.Name),
            new("namespace", node.Key.Namespace),
            new("resource_kind", count.Key.Kind),
            new("conflict_policy", count.Key.Policy));

    private IEnumerable<Measurement<int>> Conditions() =>
        from node in _nodes
        from condition in node.Value.Conditions
        select new Measurement<int>(Number(condition.Status), new("lynqnode", node.Key.Name), new("namespace", node.Key.Namespace), new("type", condition.Type));

    private IEnumerable<Measurement<int>> Degraded() =>
        from node in _nodes
        from condition in node.Value.Conditions
        where condition is { Type: ConditionTypes.Degraded, Status: ConditionStatus.True }
        select new Measurement<int>(1, new("lynqnode", node.Key.Name), new("namespace", node.Key.Namespace), new("reason", condition.Reason));

    private static int Number(string status) => status switch { ConditionStatus.True => 1, ConditionStatus.False => 0, _ => 2 };

    private sealed record NodeReading(int Desired, int Ready, int Failed, int Conflicted, IReadOnlyList<Condition> Conditions);
}
