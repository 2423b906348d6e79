using System.Text.Json;
using Lynq.Actors.Authoring;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Host.Clusters;
using Lynq.Kubernetes;

namespace Lynq.Host.Commands.Comparing;

/// <summary>
/// Finds out what a form would do to the nodes that exist: renders it for the rows that they remember, and has the API server apply
/// the results without storing them.
/// </summary>
internal sealed class NodeComparer(Cluster cluster)
{
    private static readonly ApplyOptions DryRun = new() { DryRun = true, Force = true };

    /// <summary>Compares all nodes of a form.</summary>
    /// <param name="form">The form as it would be.</param>
    /// <param name="stop">Gives up.</param>
    public async IAsyncEnumerable<NodeChange> CompareAsync(LynqForm form, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var ns = form.Metadata.Namespace ?? cluster.Namespace;
        var rendering = new FormRendering(form, ns);
        var kinds = await KindsAsync(form, stop);
        await foreach (var node in cluster.Client.ListAsync(BuiltInResources.Nodes, new() { Namespace = ns }, Representation.Of(CrdJson.Default.LynqNode), stop))
        {
            if (node.Spec.TemplateRef == form.Metadata.Name && node.Metadata.DeletionTimestamp is null)
                yield return await CompareAsync(node, rendering, kinds, stop);
        }
    }

    private async Task<NodeChange> CompareAsync(LynqNode node, FormRendering rendering, Dictionary<GroupVersionKind, ApiResource?> kinds, CancellationToken stop)
    {
        var name = NodeKey.Of(node).ToString();
        if (NodeRows.Of(node, out var error) is not { } row)
            return new(name, [new ObjectChange(LynqApi.NodeKind, name, ObjectFate.Failed) { Error = error }]);
        var rendered = rendering.Render(row, node.Metadata.Uid ?? "", kind => kinds.GetValueOrDefault(kind)?.Namespaced);
        var changes = new List<ObjectChange>();
        foreach (var one in rendered.Objects)
            changes.Add(await CompareAsync(one, kinds, stop));
        changes.AddRange(Leaving(node, rendered));
        return new(name, changes);
    }

    private async Task<ObjectChange> CompareAsync(RenderedObject one, Dictionary<GroupVersionKind, ApiResource?> kinds, CancellationToken stop)
    {
        if (one.Error is not null)
            return new(one.Array.ImpliedKind ?? "Resource", one.Id, ObjectFate.Failed) { Error = one.Error };
        var change = new ObjectChange(one.Key.Kind.Kind, NameOf(one.Key.Namespace, one.Key.Name), ObjectFate.Unchanged);
        if (kinds.GetValueOrDefault(one.Key.Kind) is not { } resource)
            return change with { Fate = ObjectFate.Failed, Error = $"the cluster has no kind {one.Key.Kind}: install its CustomResourceDefinition" };
        var address = resource.Named(one.Key.Namespace, one.Key.Name);
        try
        {
            var (found, live) = await cluster.Client.FindAsync(address, Representation.Full, stop);
            if (found && one.Template.Policies.Creation == CreationPolicy.Once)
                return change;
            var after = await cluster.Client.ApplyAsync(address, found ? one.ForExisting()! : one.Object!, DryRun, stop);
            var fields = found ? FieldChange.Between(live, after) : [];
            return change with { Fate = !found ? ObjectFate.Created : fields.Count > 0 ? ObjectFate.Changed : ObjectFate.Unchanged, Fields = fields };
        }
        catch (KubernetesException e)
        {
            return change with { Fate = ObjectFate.Failed, Error = e.Status.Message };
        }
    }

    private static IEnumerable<ObjectChange> Leaving(LynqNode node, RenderedNode rendered)
    {
        var stays = rendered.Objects.Select(o => (o.Key.Kind.Kind, o.Key.Namespace, o.Key.Name)).ToHashSet();
        var failing = rendered.Objects.Where(o => o.Error is not null).Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        var retained = node.Spec.AllResources().Where(r => r.Resource.Policies.Deletion == DeletionPolicy.Retain).Select(r => r.Resource.Id).ToHashSet(StringComparer.Ordinal);
        return (node.Status?.Resources ?? [])
            .Where(r => r.Uid is not null && !failing.Contains(r.Id) && !stays.Contains((r.Kind ?? "", r.Namespace ?? "", r.Name ?? "")))
            .Select(r => new ObjectChange(r.Kind ?? "", NameOf(r.Namespace, r.Name ?? ""), retained.Contains(r.Id) ? ObjectFate.Orphaned : ObjectFate.Deleted));
    }

    private async Task<Dictionary<GroupVersionKind, ApiResource?>> KindsAsync(LynqForm form, CancellationToken stop)
    {
        var kinds = new Dictionary<GroupVersionKind, ApiResource?>();
        foreach (var kind in FormKinds.Of(form).Select(k => k.Kind).OfType<GroupVersionKind>().Distinct())
            kinds[kind] = await cluster.Discovery.FindAsync(kind, stop);
        return kinds;
    }

    private static string NameOf(string? ns, string name) => string.IsNullOrEmpty(ns) ? name : $"{ns}/{name}";
}
