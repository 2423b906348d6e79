using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Lifecycle;

/// <summary>Gives new namespaces what every namespace has, and empties those that are deleted.</summary>
internal sealed class NamespaceController(
    ObjectStore store, ResourceCatalog catalog, ObjectWriter writer, Deleter deleter, string certificateAuthority)
{
    private const string Manager = "kube-controller-manager";

    public async Task ReactAsync(Change change, CancellationToken cancellation)
    {
        if (change.StorageKey == "namespaces")
        {
            if (change.Type == ChangeType.Added) await FurnishAsync(change.Object.Key.Name, cancellation);
            else if (change is { Type: ChangeType.Modified, Object.Terminating: true }) await EmptyAsync(change.Object.Key.Name, cancellation);
        }
        else if (change.Type != ChangeType.Modified && change.Object.Key.Namespace is { Length: > 0 } space)
        {
            await CloseAsync(space, change, cancellation);
        }
    }

    private async Task CloseAsync(string name, Change change, CancellationToken cancellation)
    {
        var space = store.Collection("namespaces").Find(new ObjectKey("", name));
        if (space is { Terminating: false }) return;

        // A request that was admitted just before the namespace was deleted is stored after it was emptied.
        if (change.Type == ChangeType.Added && catalog.FindStored(change.StorageKey) is { } type) await DeleteAsync(type, change.Object.Key, cancellation);
        if (space is not null) await FinishAsync(name, cancellation);
    }

    private async Task FurnishAsync(string name, CancellationToken cancellation)
    {
        await CreateAsync("v1", "ServiceAccount", name, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "default" } }, cancellation);
        await CreateAsync("v1", "ConfigMap", name, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "kube-root-ca.crt" },
            ["data"] = new JsonObject { ["ca.crt"] = certificateAuthority },
        }, cancellation);
    }

    private async Task CreateAsync(string apiVersion, string kind, string inNamespace, JsonObject value, CancellationToken cancellation)
    {
        try
        {
            await writer.CreateAsync(catalog.FindKind(apiVersion, kind)!, value, inNamespace, WriteOptions.For(Manager), cancellation);
        }
        catch (ApiException known) when (known.Reason is Reasons.AlreadyExists or Reasons.NotFound or Reasons.Forbidden)
        {
            // It is there, or the namespace went away meanwhile.
        }
    }

    private async Task EmptyAsync(string name, CancellationToken cancellation)
    {
        foreach (var collection in store.Collections)
        {
            if (catalog.FindStored(collection.StorageKey) is not { Namespaced: true } type) continue;
            foreach (var stored in collection.Snapshot(name).ToList()) await DeleteAsync(type, stored.Key, cancellation);
        }

        await FinishAsync(name, cancellation);
    }

    private async Task DeleteAsync(ResourceType type, ObjectKey key, CancellationToken cancellation)
    {
        try
        {
            var request = new DeleteRequest { Propagation = "Background", GraceSeconds = 0 };
            await deleter.DeleteAsync(type, key, request, UserInfo.Controller, cancellation);
        }
        catch (ApiException gone) when (gone.Reason == Reasons.NotFound)
        {
            // Collected by its owner's deletion.
        }
    }

    private async Task FinishAsync(string name, CancellationToken cancellation)
    {
        if (store.Collections.Any(collection => collection.Snapshot(name).Any())) return;
        try
        {
            await writer.ChangeAsync(catalog.FindKind("v1", "Namespace")!, new ObjectKey("", name), live =>
            {
                live.Child("spec")?.Remove("finalizers");
                return live;
            }, WriteOptions.For(Manager, "finalize"), cancellation);
        }
        catch (ApiException gone) when (gone.Reason == Reasons.NotFound)
        {
            // Finished already.
        }
    }
}
