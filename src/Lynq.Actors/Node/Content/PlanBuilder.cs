using Lynq.Actors.Node.Composition;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Inventory;
using Lynq.Actors.Node.Ownership;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Content;

/// <summary>Turns evaluated content into plans and their graph.</summary>
internal sealed class PlanBuilder(IDiscovery discovery)
{
    /// <summary>The plans in the order of the spec, the kinds as the server has them, and the graph or why there is none.</summary>
    public async Task<NodePlan> BuildAsync(
        LynqNodeSpec spec, IReadOnlyDictionary<string, string> errors, NodeIdentity node, IReadOnlyList<InventoryEntry> inventory, bool isRaw, CancellationToken cancellationToken)
    {
        var kinds = new Dictionary<GroupVersionKind, ApiResource?>();
        var plans = new List<ResourcePlan>();
        foreach (var (array, resource) in spec.AllResources())
        {
            if (errors.TryGetValue(resource.Id, out var error))
            {
                plans.Add(Failed(resource.Id, resource.Policies, resource.DependIds ?? [], error));
                continue;
            }

            if (ObjectShape.KindOf(resource.Spec, array) is { } kind && !kinds.ContainsKey(kind)) kinds[kind] = await FindAsync(kind, cancellationToken);
            var tracked = isRaw ? TrackedNamespace(inventory, resource.Id, node) : null;
            plans.Add(OncePerObject(plans, ResourceComposer.Compose(resource, array, node, k => kinds.GetValueOrDefault(k)?.Namespaced, tracked)));
        }

        var graph = DependencyGraph.Build([.. plans.Select(plan => new GraphNode(plan.Id, plan.DependIds))]);
        return new NodePlan(plans, kinds, graph);
    }

    // Two resources of one object would undo each other's work for ever, and each would look well.
    private static ResourcePlan OncePerObject(List<ResourcePlan> plans, ResourcePlan plan)
    {
        if (plan.Error is not null) return plan;
        foreach (var other in plans)
        {
            if (IsSameObject(other, plan)) return Failed(plan.Id, plan.Policies, plan.DependIds, $"makes the same object as resource {other.Id}, {plan.Key}: give one of them another name, or remove it");
        }

        return plan;
    }

    // Versions of a kind are ways to look at one object.
    private static bool IsSameObject(ResourcePlan a, ResourcePlan b) =>
        a.Name == b.Name && a.Namespace == b.Namespace && a.Kind.Kind == b.Kind.Kind && a.Kind.Group == b.Kind.Group && a.Error is null;

    private static ResourcePlan Failed(string id, ResourcePolicies policies, IReadOnlyList<string> dependIds, string error) =>
        new() { Shape = new ResourceShape { Id = id, Policies = policies, DependIds = dependIds }.Shared(), Error = error };

    // The server cannot be asked: treated like an unknown kind, which is looked up again at the next attempt.
    private async Task<ApiResource?> FindAsync(GroupVersionKind kind, CancellationToken cancellationToken)
    {
        try
        {
            return await discovery.FindAsync(kind, cancellationToken);
        }
        catch (KubernetesException)
        {
            return null;
        }
    }

    // The original operator put every object without targetNamespace into the node's own namespace: it stays there (contract §22 rule 6).
    private static string? TrackedNamespace(IReadOnlyList<InventoryEntry> inventory, string id, NodeIdentity node) =>
        inventory.Any(entry => entry.Id == id && entry.Namespace == node.Namespace) ? node.Namespace : null;
}

/// <summary>The plans of a node.</summary>
/// <param name="Resources">By position in the spec.</param>
/// <param name="Kinds">The kinds in use; null for one that the server does not know.</param>
/// <param name="Graph">Their graph, or what is wrong with it.</param>
internal sealed record NodePlan(IReadOnlyList<ResourcePlan> Resources, IReadOnlyDictionary<GroupVersionKind, ApiResource?> Kinds, DependencyGraphResult Graph);
