using System.Text.Json;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Host.Commands.Demo;

/// <summary>One node as the demo shows it.</summary>
/// <param name="Uid">The row.</param>
/// <param name="Values">What the row says, for people.</param>
/// <param name="Node">Name of the node.</param>
/// <param name="Ready">Resources that are ready.</param>
/// <param name="Desired">Resources that it has.</param>
/// <param name="IsReady">Whether the node is ready as a whole.</param>
/// <param name="State">Why it is as it is, in one word.</param>
internal sealed record DemoNode(string Uid, string Values, string Node, int Ready, int Desired, bool IsReady, string State);

/// <summary>What the cluster has at one moment.</summary>
/// <param name="Rows">The hub's counts; null before its first sync.</param>
/// <param name="Problem">Why the hub is not ready; null when it is.</param>
/// <param name="Nodes">The nodes by row.</param>
internal sealed record DemoSnapshot(RowCounts? Rows, string? Problem, IReadOnlyList<DemoNode> Nodes)
{
    /// <summary>Whether every active row has become a ready node.</summary>
    public bool IsReady => Rows?.Active is > 0 and var active && Nodes.Count == active && Nodes.All(n => n.IsReady);

    /// <summary>Looks at the cluster.</summary>
    public static async Task<DemoSnapshot> TakeAsync(IKubernetesClient client, string ns, CancellationToken stop)
    {
        var (found, hub) = await client.FindAsync(BuiltInResources.Hubs.Named(ns, DemoObjects.Hub), Representation.Of(CrdJson.Default.LynqHub), stop);
        var nodes = await client.ListAsync(BuiltInResources.Nodes, new() { Namespace = ns }, Representation.Of(CrdJson.Default.LynqNode), stop).ToListAsync(stop);
        var ready = hub?.Status?.Conditions.Find(ConditionTypes.Ready);
        return new(
            hub?.Status?.Rows,
            !found ? $"LynqHub {DemoObjects.Hub} has been deleted: nobody reads the rows any more" : ready is { Status: ConditionStatus.False } ? $"{ready.Reason}: {ready.Message}" : null,
            [.. nodes.Select(Of).OrderBy(n => n.Uid, StringComparer.Ordinal)]);
    }

    private static DemoNode Of(LynqNode node)
    {
        var ready = node.Status?.Conditions.Find(ConditionTypes.Ready);
        var current = node.Status?.ObservedGeneration == node.Metadata.Generation;
        var state = node.Metadata.DeletionTimestamp is not null ? "Deleting" : !current ? "Applying" : ready?.Reason ?? "New";
        return new(
            node.Spec.Uid,
            Values(node.Metadata.Annotation(LynqAnnotations.Extra)),
            node.Metadata.Name ?? "",
            node.Status?.ReadyResources ?? 0,
            node.Status?.DesiredResources ?? node.Spec.AllResources().Count(),
            current && node.Metadata.DeletionTimestamp is null && ready?.Status == ConditionStatus.True,
            state);
    }

    private static string Values(string? extra)
    {
        if (extra is null)
            return "";
        using var values = JsonDocument.Parse(extra);
        return string.Join("  ", values.RootElement.EnumerateObject().Select(v => $"{v.Name} {v.Value.GetString()}"));
    }
}
