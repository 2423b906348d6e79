using System.Text.Json;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Inventory;
using Lynq.Actors.Watching;
using Lynq.Crds;

namespace Lynq.Actors.Node.Cleaning;

/// <summary>An object that a deletion deals with.</summary>
/// <param name="Entry">The object.</param>
/// <param name="Live">Its metadata as the label query showed it; undefined when it did not.</param>
/// <param name="Retain">Policy of the spec; used when the object does not say.</param>
/// <param name="Version">The resourceVersion at which the object is certain to be ours and to go; empty when it has to be looked at.</param>
internal readonly record struct Removable(InventoryEntry Entry, JsonElement Live, bool Retain, string Version = "");

/// <summary>The union of inventory, spec and label query in layers: dependents before what they depend on (contract §8.3).</summary>
internal static class RemovalOrder
{
    public static List<List<Removable>> Of(NodeState state, IReadOnlyList<TrackedObject> tracked)
    {
        var rest = tracked.ToDictionary(t => (t.Entry.Kind.Group, t.Entry.Kind.Kind, t.Entry.Namespace, t.Entry.Name), t => t);
        var planned = new List<(Removable Item, int Position)>();
        for (var i = 0; i < state.Slots.Count; i++)
        {
            var slot = state.Slots[i];
            if (slot.Plan.Name.Length == 0) continue;
            rest.Remove((slot.Plan.Kind.Group, slot.Plan.Kind.Kind, slot.Plan.Namespace, slot.Plan.Name), out var found);
            var uid = slot.Uid;
            var entry = new InventoryEntry(slot.Plan.Id, slot.Plan.Kind, slot.Plan.Namespace, slot.Plan.Name, uid);
            planned.Add((new Removable(entry, found?.Live ?? default, slot.Plan.Policies.Deletion == DeletionPolicy.Retain, slot.GoesAsKnown ? slot.Known.ResourceVersion : ""), i));
        }

        var first = new List<Removable>();
        foreach (var orphan in state.Leaving)
        {
            rest.Remove((orphan.Entry.Kind.Group, orphan.Entry.Kind.Kind, orphan.Entry.Namespace, orphan.Entry.Name), out var found);
            first.Add(new Removable(orphan.Entry, found?.Live ?? default, Retain: false));
        }

        // Labels alone are copied easily; what no record names must carry fields of ours, too.
        first.AddRange(rest.Values.Where(t => OwnFields.EntriesOf(Ownership.LiveMetadata.Of(t.Live).Json).Any()).Select(t => new Removable(t.Entry, t.Live, Retain: false)));
        var layers = new List<List<Removable>> { first };
        if (state.Graph is null) layers.Add([.. planned.Select(p => p.Item)]);
        else layers.AddRange(DependencyWalk.RemovalLayers(state.Graph).Select(layer => planned.Where(p => layer.Contains(p.Position)).Select(p => p.Item).ToList()));
        return layers;
    }
}
