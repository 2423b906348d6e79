using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Lifecycle;

/// <summary>Deletes what has lost its owners, and lets owners go that wait for their dependents (foreground) or leave them (orphan).</summary>
internal sealed class GarbageCollector(ObjectStore store, ResourceCatalog catalog, ObjectWriter writer, Deleter deleter)
{
    private const string Manager = "kube-controller-manager";

    /// <summary>Looks at everything that a change may have set free.</summary>
    public async Task ReactAsync(Change change, CancellationToken cancellation)
    {
        if (change.Type == ChangeType.Deleted)
        {
            foreach (var dependent in store.Owners.DependentsOf(change.Object.Uid)) await CollectAsync(dependent, cancellation);
            // A foreground owner may have waited for just this dependent.
            foreach (var owner in change.Previous?.OwnerUids ?? [])
            {
                if (store.Owners.Find(owner) is { } address) await FinishOwnerAsync(address, cancellation);
            }

            return;
        }

        var here = new ObjectAddress(change.StorageKey, change.Object.Key);
        if (change.Object.Terminating) await FinishOwnerAsync(here, cancellation);
        if (change.Object.OwnerUids.Length > 0) await CollectAsync(here, cancellation);
    }

    // Deletes the object when none of its owners exists; drops the references to those that do not.
    private async Task CollectAsync(ObjectAddress address, CancellationToken cancellation)
    {
        if (Find(address) is not var (type, stored)) return;
        if (stored.OwnerUids.Length == 0 || stored.Terminating) return;
        var owners = stored.Metadata().Objects("ownerReferences").ToList();
        var absent = owners.Where(owner => !Exists(owner, stored.Key.Namespace)).ToList();
        if (absent.Count == 0)
        {
            if (owners.TrueForAll(IsForegroundDeleted)) await DeleteAsync(type, stored, "Foreground", cancellation);
            return;
        }

        if (absent.Count == owners.Count)
        {
            await DeleteAsync(type, stored, null, cancellation);
            return;
        }

        var gone = absent.Select(owner => owner.Text("uid")).ToHashSet(StringComparer.Ordinal);
        await ChangeAsync(type, stored.Key, metadata => KeepOwners(metadata, uid => !gone.Contains(uid)), cancellation);
    }

    // A terminating owner: leave its dependents behind, or wait until those that block are gone.
    private async Task FinishOwnerAsync(ObjectAddress address, CancellationToken cancellation)
    {
        if (Find(address) is not var (type, owner) || !owner.Terminating) return;
        var finalizers = owner.Metadata().Texts("finalizers").ToList();
        if (finalizers.Contains(Deleter.OrphanFinalizer))
        {
            foreach (var dependent in store.Owners.DependentsOf(owner.Uid))
            {
                if (Find(dependent) is var (kind, one))
                    await ChangeAsync(kind, one.Key, metadata => KeepOwners(metadata, uid => uid != owner.Uid), cancellation);
            }

            await DropFinalizerAsync(type, owner.Key, Deleter.OrphanFinalizer, cancellation);
        }
        else if (finalizers.Contains(Deleter.ForegroundFinalizer))
        {
            var blocked = false;
            foreach (var dependent in store.Owners.DependentsOf(owner.Uid))
            {
                await CollectAsync(dependent, cancellation);
                blocked |= Blocks(dependent, owner.Uid);
            }

            if (!blocked) await DropFinalizerAsync(type, owner.Key, Deleter.ForegroundFinalizer, cancellation);
        }
    }

    private bool Blocks(ObjectAddress address, string ownerUid) =>
        Find(address) is var (_, stored) && stored.Metadata().Objects("ownerReferences")
            .Any(owner => owner.Text("uid") == ownerUid && owner.Flag("blockOwnerDeletion"));

    private bool IsForegroundDeleted(JsonObject reference) =>
        store.Owners.Find(reference.Text("uid")) is { } address && Find(address) is var (_, owner) && owner.Terminating
        && owner.Metadata().Texts("finalizers").Contains(Deleter.ForegroundFinalizer, StringComparer.Ordinal);

    // An owner of a kind that is not served (any more) cannot be looked up: the real collector keeps the dependent then.
    private bool Exists(JsonObject reference, string inNamespace)
    {
        if (store.Owners.Find(reference.Text("uid")) is { } address)
            return address.Key.Name == reference.Text("name") && (address.Key.Namespace.Length == 0 || address.Key.Namespace == inNamespace);
        return catalog.FindKind(reference.Text("apiVersion"), reference.Text("kind")) is null;
    }

    private (ResourceType Type, StoredObject Object)? Find(ObjectAddress address) =>
        catalog.FindStored(address.StorageKey) is { } type && store.Collection(address.StorageKey).Find(address.Key) is { } stored
            ? (type, stored)
            : null;

    private async Task DeleteAsync(ResourceType type, StoredObject stored, string? propagation, CancellationToken cancellation)
    {
        try
        {
            await deleter.DeleteAsync(
                type, stored.Key, new DeleteRequest { Uid = stored.Uid, Propagation = propagation ?? "Background" }, UserInfo.Controller, cancellation);
        }
        catch (ApiException lost) when (lost.Reason is Reasons.NotFound or Reasons.Conflict)
        {
            // Somebody else deleted or replaced it.
        }
    }

    private Task DropFinalizerAsync(ResourceType type, ObjectKey key, string finalizer, CancellationToken cancellation) =>
        ChangeAsync(type, key, metadata =>
        {
            var rest = metadata.Texts("finalizers").Where(one => one != finalizer).Select(one => (JsonNode)one).ToArray();
            if (rest.Length == 0) metadata.Remove("finalizers");
            else metadata["finalizers"] = new JsonArray(rest);
        }, cancellation);

    private async Task ChangeAsync(ResourceType type, ObjectKey key, Action<JsonObject> change, CancellationToken cancellation)
    {
        try
        {
            await writer.ChangeAsync(type, key, live =>
            {
                change(live.Metadata());
                return live;
            }, WriteOptions.For(Manager), cancellation);
        }
        catch (ApiException lost) when (lost.Reason is Reasons.NotFound)
        {
            // Gone already.
        }
    }

    private static void KeepOwners(JsonObject metadata, Func<string, bool> keep)
    {
        var rest = metadata.Objects("ownerReferences").Where(owner => keep(owner.Text("uid"))).Select(owner => owner.DeepClone()).ToArray();
        if (rest.Length == 0) metadata.Remove("ownerReferences");
        else metadata["ownerReferences"] = new JsonArray(rest);
    }
}
