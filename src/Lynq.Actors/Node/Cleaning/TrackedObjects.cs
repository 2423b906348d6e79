using System.Text.Json;
using Lynq.Actors.Node.Inventory;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Patching;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Cleaning;

/// <summary>An object that carries this node's tracking labels, with its metadata.</summary>
internal sealed record TrackedObject(InventoryEntry Entry, JsonElement Live);

/// <summary>The label query of a deletion: one metadata list per kind in use, over all namespaces (contract §8.3).</summary>
internal static class TrackedObjects
{
    public static async Task<(List<TrackedObject> Objects, List<string> Faults)> FindAsync(NodeScope scope)
    {
        var state = scope.State;
        var selector = $"{LynqLabels.Node}={TrackingLabels.Value(state.Key.Name)},{LynqLabels.NodeNamespace}={TrackingLabels.Value(state.Key.Namespace)}";
        var objects = new List<TrackedObject>();
        var faults = new List<string>();
        foreach (var resource in state.Slots.Select(s => s.Resource).OfType<ApiResource>().DistinctBy(r => r.GroupVersionKind))
        {
            try
            {
                var options = new ListOptions { LabelSelector = selector };
                await foreach (var live in scope.Services.Client.ListAsync(resource, options, Representation.MetadataElement, scope.Stopping))
                    objects.Add(new TrackedObject(EntryOf(resource, live), live));
            }
            catch (KubernetesException error) when (error.IsNotFound || error.IsForbidden)
            {
                // The kind is gone, or we may not list it: inventory and spec still name what is ours.
            }
            catch (KubernetesException error)
            {
                faults.Add($"{resource}: {Refusal.Of(error).Message}");
            }
        }

        return (objects, faults);
    }

    private static InventoryEntry EntryOf(ApiResource resource, JsonElement live)
    {
        var metadata = LiveMetadata.Of(live);
        return new InventoryEntry("", resource.GroupVersionKind, metadata.Namespace, metadata.Name, metadata.Uid);
    }
}
