using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Schemas;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Lifecycle;

/// <summary>Serves what CustomResourceDefinitions define, and clears it away with them.</summary>
internal sealed class CrdController(ObjectStore store, ResourceCatalog catalog, ObjectWriter writer, Deleter deleter, TimeProvider time)
{
    private const string StorageKey = "customresourcedefinitions.apiextensions.k8s.io";
    private const string CleanupFinalizer = "customresourcecleanup.apiextensions.k8s.io";
    private const string Manager = "kube-apiserver";

    private ResourceType Crds => catalog.FindKind("apiextensions.k8s.io/v1", "CustomResourceDefinition")!;

    public async Task ReactAsync(Change change, CancellationToken cancellation)
    {
        if (change.StorageKey != StorageKey)
        {
            if (change.Type == ChangeType.Deleted && catalog.FindStored(change.StorageKey)?.Custom is { } custom)
                await FinishAsync(custom.Crd, cancellation);
            return;
        }

        var name = change.Object.Key.Name;
        if (change.Type == ChangeType.Deleted)
        {
            catalog.Set(name, []);
            return;
        }

        if (store.Collection(StorageKey).Find(change.Object.Key) is not { } current) return;
        var crd = Versions.Read(current, Crds);
        if (current.Terminating) await ClearAsync(name, crd, cancellation);
        else await EstablishAsync(name, crd, cancellation);
    }

    private async Task EstablishAsync(string name, JsonObject crd, CancellationToken cancellation)
    {
        catalog.Set(name, [.. CrdReader.Read(crd)]);
        await ChangeAsync(name, "", live =>
        {
            var metadata = live.Metadata();
            var finalizers = metadata.Array("finalizers") ?? [];
            if (!metadata.Texts("finalizers").Contains(CleanupFinalizer, StringComparer.Ordinal)) finalizers.Add(CleanupFinalizer);
            metadata["finalizers"] = finalizers.DeepClone();
            return live;
        }, cancellation);
        await ChangeAsync(name, "status", live =>
        {
            var status = live.Ensure("status");
            status["acceptedNames"] = live.Child("spec")!["names"]!.DeepClone();
            Conditions.Set(status, "NamesAccepted", true, "NoConflicts", "no conflicts found", time);
            Conditions.Set(status, "Established", true, "InitialNamesAccepted", "the initial names have been accepted", time);
            status["storedVersions"] ??= new JsonArray([.. live.Child("spec").Objects("versions")
                .Where(version => version.Flag("storage")).Select(version => (JsonNode)version.Text("name"))]);
            return live;
        }, cancellation);
    }

    private async Task ClearAsync(string name, JsonObject crd, CancellationToken cancellation)
    {
        if (!crd.Metadata().Texts("finalizers").Contains(CleanupFinalizer, StringComparer.Ordinal)) return;
        await ChangeAsync(name, "status", live =>
        {
            Conditions.Set(live.Ensure("status"), "Terminating", true, "InstanceDeletionInProgress", "CustomResource deletion is in progress", time);
            return live;
        }, cancellation);
        foreach (var type in CrdReader.Read(crd).Take(1))
        {
            foreach (var stored in store.Collection(type.StorageKey).Snapshot(null).ToList())
            {
                try
                {
                    await deleter.DeleteAsync(type, stored.Key, new DeleteRequest { Propagation = "Background" }, UserInfo.Controller, cancellation);
                }
                catch (ApiException gone) when (gone.Reason == Reasons.NotFound)
                {
                    // Collected by its owner's deletion.
                }
            }
        }

        await FinishAsync(name, cancellation);
    }

    // A terminating CRD goes when its last object has gone.
    private async Task FinishAsync(string name, CancellationToken cancellation)
    {
        if (store.Collection(StorageKey).Find(new ObjectKey("", name)) is not { Terminating: true } current) return;
        if (store.Collection(CrdReader.StorageKeyOf(Versions.Read(current, Crds))).Count > 0) return;
        await ChangeAsync(name, "", live =>
        {
            var metadata = live.Metadata();
            metadata["finalizers"] = new JsonArray([.. metadata.Texts("finalizers")
                .Where(finalizer => finalizer != CleanupFinalizer).Select(finalizer => (JsonNode)finalizer)]);
            return live;
        }, cancellation);
    }

    private async Task ChangeAsync(string name, string subresource, Func<JsonObject, JsonObject> change, CancellationToken cancellation)
    {
        try
        {
            await writer.ChangeAsync(Crds, new ObjectKey("", name), change, WriteOptions.For(Manager, subresource), cancellation);
        }
        catch (ApiException gone) when (gone.Reason == Reasons.NotFound)
        {
            // Deleted meanwhile.
        }
    }
}
