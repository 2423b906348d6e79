using System.Text.Json;
using Lynq.Actors.Node.Inventory;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Patching;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Cleaning;

/// <summary>Takes one object out of the node: deleted with proof and a uid precondition, or left behind (contract §10.4, §10.5).</summary>
internal sealed class Cleaner(IKubernetesClient client, IDiscovery discovery, TimeProvider time)
{
    /// <param name="item">The object and what is known of it.</param>
    /// <param name="node">The node.</param>
    /// <param name="reason">Why, for the orphan markers.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task<CleanupOutcome> RemoveAsync(Removable item, NodeIdentity node, string reason, CancellationToken cancellationToken) =>
        item.Live.ValueKind == JsonValueKind.Undefined && item.Version.Length > 0 && await DeleteAsKnownAsync(item, node, cancellationToken) is { } outcome
            ? outcome
            : await RemoveAsync(item.Entry, item.Live, node, item.Retain, reason, cancellationToken);

    /// <param name="entry">The object; its uid is proof of ownership beside what the object says.</param>
    /// <param name="live">Its metadata when just read; undefined otherwise.</param>
    /// <param name="node">The node.</param>
    /// <param name="retain">Policy of the last known spec; the annotation on the object wins.</param>
    /// <param name="reason">Why, for the orphan markers.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task<CleanupOutcome> RemoveAsync(
        InventoryEntry entry, JsonElement live, NodeIdentity node, bool retain, string reason, CancellationToken cancellationToken)
    {
        // Until the object has been seen its last known spec tells what is to become of it.
        var decision = retain ? Removal.Retain : Removal.Delete;
        try
        {
            if (await FindResourceAsync(entry.Kind, cancellationToken) is not { } resource)
                return new CleanupOutcome(CleanupResult.Hopeless, $"kind {entry.Kind.Kind} no longer exists");
            if (entry.Name.Length == 0) return new CleanupOutcome(CleanupResult.Gone);
            var address = resource.Named(entry.Namespace.Length == 0 ? node.Namespace : entry.Namespace, entry.Name);
            if (live.ValueKind == JsonValueKind.Undefined)
            {
                (var found, live) = await client.FindAsync(address, Representation.MetadataElement, cancellationToken);
                if (!found) return new CleanupOutcome(CleanupResult.Gone);
            }

            decision = RemovalDecision.Decide(LiveMetadata.Of(live), node, entry.Uid, retain);
            return await CarryOutAsync(decision, address, LiveMetadata.Of(live), node, reason, cancellationToken);
        }
        catch (KubernetesException error)
        {
            // The object was replaced by another one meanwhile: it is looked at again.
            return new CleanupOutcome(CleanupResult.Failed, $"{entry.Kind.Kind} {entry.Place}: {Refusal.Of(error).Message}", decision == Removal.Retain);
        }
    }

    // With its version as precondition the decision is as good as one on the live object. Null: it has to be looked at after all.
    private async Task<CleanupOutcome?> DeleteAsKnownAsync(Removable item, NodeIdentity node, CancellationToken cancellationToken)
    {
        try
        {
            if (await FindResourceAsync(item.Entry.Kind, cancellationToken) is not { } resource) return null;
            var options = new DeleteOptions { Uid = item.Entry.Uid, ResourceVersion = item.Version, Propagation = DeletionPropagation.Background };
            await client.DeleteAsync(resource.Named(item.Entry.Namespace.Length == 0 ? node.Namespace : item.Entry.Namespace, item.Entry.Name), options, cancellationToken);
            return new CleanupOutcome(CleanupResult.Deleted);
        }
        catch (KubernetesException error) when (error.IsNotFound)
        {
            return new CleanupOutcome(CleanupResult.Gone);
        }
        catch (KubernetesException)
        {
            return null;
        }
    }

    private async Task<CleanupOutcome> CarryOutAsync(
        Removal decision, ObjectAddress address, LiveMetadata live, NodeIdentity node, string reason, CancellationToken cancellationToken)
    {
        switch (decision)
        {
            case Removal.LeaveAlone:
                return new CleanupOutcome(CleanupResult.NotOurs);
            case Removal.AlreadyGoing:
                return new CleanupOutcome(CleanupResult.Deleted);
            case Removal.Retain:
                await client.MergePatchAsync(address, OrphanBody.Retain(live, node, reason, time.GetUtcNow()), Representation.MetadataElement, null, null, cancellationToken);
                return new CleanupOutcome(CleanupResult.Retained);
            case Removal.Release:
                await client.MergePatchAsync(address, OrphanBody.Release(live, node), Representation.MetadataElement, null, null, cancellationToken);
                return new CleanupOutcome(CleanupResult.Released);
            default:
                var options = new DeleteOptions { Uid = live.Uid, Propagation = DeletionPropagation.Background };
                await client.DeleteAsync(address, options, cancellationToken);
                return new CleanupOutcome(CleanupResult.Deleted);
        }
    }

    /// <summary>The kind as the server has it now: versions come and go, and old inventories know the kind alone.</summary>
    private async ValueTask<ApiResource?> FindResourceAsync(GroupVersionKind kind, CancellationToken cancellationToken)
    {
        if (kind.Version.Length > 0 && await discovery.FindAsync(kind, cancellationToken) is { } exact) return exact;
        var all = await discovery.AllAsync(cancellationToken);
        var candidates = all.Where(r => r.Kind == kind.Kind && (kind.Version.Length == 0 || r.Group == kind.Group)).ToList();
        return candidates.OrderBy(Rank).FirstOrDefault();
    }

    // A bare kind of an old inventory most likely meant the built-in one.
    private static int Rank(ApiResource resource) => resource.Group switch
    {
        "" => 0,
        "apps" or "batch" or "networking.k8s.io" or "policy" or "autoscaling" or "rbac.authorization.k8s.io" => 1,
        _ => 2,
    };
}
