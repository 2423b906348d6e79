using System.Text.Json.Nodes;
using Lynq.Actors.Authoring;
using Lynq.Actors.Node;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Host.Clusters;
using Lynq.Kubernetes;

namespace Lynq.Host.Commands.Comparing;

/// <summary>
/// Finds out what a form would do: renders it for its rows, and has the API server apply the results without storing them.
/// </summary>
internal sealed class NodeComparer(Cluster cluster)
{
    private static readonly ApplyOptions DryRun = new() { DryRun = true, Force = true };

    /// <summary>Compares all nodes of a form: those that exist, and those that rows would add.</summary>
    /// <param name="form">The form as it would be.</param>
    /// <param name="rows">The rows by uid; null to compare only the nodes that exist, by the rows that they remember.</param>
    /// <param name="stop">Gives up.</param>
    public async IAsyncEnumerable<NodeChange> CompareAsync(
        LynqForm form, IReadOnlyDictionary<string, NodeRow>? rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var ns = form.Metadata.Namespace ?? cluster.Namespace;
        var rendering = new FormRendering(form, ns);
        var kinds = await KindsAsync(form, stop);
        var present = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var node in cluster.Client.ListAsync(BuiltInResources.Nodes, new() { Namespace = ns }, Representation.Of(CrdJson.Default.LynqNode), stop))
        {
            if (node.Spec.TemplateRef != form.Metadata.Name || node.Metadata.DeletionTimestamp is not null)
                continue;
            present.Add(node.Spec.Uid);
            yield return await CompareAsync(node, rows?.GetValueOrDefault(node.Spec.Uid), rendering, kinds, stop);
        }

        foreach (var row in (rows ?? new Dictionary<string, NodeRow>(StringComparer.Ordinal)).Values.Where(r => !present.Contains(r.Uid)).OrderBy(r => r.Uid, StringComparer.Ordinal))
        {
            var rendered = rendering.Render(row, "", kind => kinds.GetValueOrDefault(kind)?.Namespaced);
            yield return new NodeChange(rendered.Node.ToString(), await CompareAsync(rendered, kinds, stop)) { IsNew = true };
        }
    }

    private async Task<NodeChange> CompareAsync(LynqNode node, NodeRow? newer, FormRendering rendering, Dictionary<GroupVersionKind, ApiResource?> kinds, CancellationToken stop)
    {
        var name = NodeKey.Of(node).ToString();
        string? error = null;
        if ((newer ?? NodeRows.Of(node, out error)) is not { } row)
            return new(name, [new ObjectChange(LynqApi.NodeKind, name, ObjectFate.Failed) { Error = error }]);
        var rendered = rendering.Render(row, node.Metadata.Uid ?? "", kind => kinds.GetValueOrDefault(kind)?.Namespaced, node);
        return new(name, [.. await CompareAsync(rendered, kinds, stop), .. Leaving(node, rendered)]);
    }

    private async Task<List<ObjectChange>> CompareAsync(RenderedNode rendered, Dictionary<GroupVersionKind, ApiResource?> kinds, CancellationToken stop)
    {
        var coming = rendered.Objects.Where(o => o.Error is null && o.Key.Kind.Kind == "Namespace").Select(o => o.Key.Name).ToHashSet(StringComparer.Ordinal);
        var changes = new List<ObjectChange>();
        foreach (var one in rendered.Objects)
            changes.Add(await CompareAsync(one, coming, kinds, stop));
        return changes;
    }

    private async Task<ObjectChange> CompareAsync(RenderedObject one, HashSet<string> comingNamespaces, Dictionary<GroupVersionKind, ApiResource?> kinds, CancellationToken stop)
    {
        if (one.Error is not null)
            return new(one.Array.ImpliedKind ?? "Resource", one.Id, ObjectFate.Failed) { Error = one.Error };
        var change = new ObjectChange(one.Key.Kind.Kind, NameOf(one.Key.Namespace, one.Key.Name), ObjectFate.Unchanged) { AskedNamespace = one.AskedNamespace };
        if (kinds.GetValueOrDefault(one.Key.Kind) is not { } resource)
            return change with { Fate = ObjectFate.Failed, Error = $"the cluster has no kind {one.Key.Kind}: install its CustomResourceDefinition" };
        var address = resource.Named(one.Key.Namespace, one.Key.Name);
        var found = false;
        try
        {
            (found, var live) = await cluster.Client.FindAsync(address, Representation.Full, stop);
            if (found && one.Template.Policies.Creation == CreationPolicy.Once)
                return change;
            var after = await cluster.Client.ApplyAsync(address, WithoutUnknownOwner(found ? one.ForExisting()! : one.Object!), DryRun, stop);
            var fields = found ? FieldChange.Between(live, after) : [];
            return change with { Fate = !found ? ObjectFate.Created : fields.Count > 0 ? ObjectFate.Changed : ObjectFate.Unchanged, Fields = fields };
        }
        catch (KubernetesException e) when (e.IsNotFound && !found && comingNamespaces.Contains(one.Key.Namespace))
        {
            // Its namespace is one of the node's own resources: nothing can be tried in there before it exists.
            return change with { Fate = ObjectFate.Created };
        }
        catch (KubernetesException e)
        {
            return change with { Fate = ObjectFate.Failed, Error = e.Status.Message };
        }
    }

    // A node that does not exist yet has no uid, and an owner without one would be refused.
    private static JsonObject WithoutUnknownOwner(JsonObject body)
    {
        var metadata = body["metadata"]!.AsObject();
        if (metadata["ownerReferences"] is JsonArray owners && owners.Any(owner => string.IsNullOrEmpty((string?)owner!["uid"])))
            metadata.Remove("ownerReferences");
        return body;
    }

    private static IEnumerable<ObjectChange> Leaving(LynqNode node, RenderedNode rendered)
    {
        var stays = rendered.Objects.Select(o => (o.Key.Kind.Kind, o.Key.Namespace, o.Key.Name)).ToHashSet();
        var failing = rendered.Objects.Where(o => o.Error is not null).Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        var retained = node.Spec.AllResources().Where(r => r.Resource.Policies.Deletion == DeletionPolicy.Retain).Select(r => r.Resource.Id).ToHashSet(StringComparer.Ordinal);
        return NodeTracking.Of(node)
            .Where(o => !failing.Contains(o.Id) && !stays.Contains((o.Kind, o.Namespace, o.Name)))
            .Select(o => new ObjectChange(o.Kind, NameOf(o.Namespace, o.Name), retained.Contains(o.Id) ? ObjectFate.Orphaned : ObjectFate.Deleted));
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
