using System.Collections.Immutable;
using Lynq.Actors.Node.Content;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Inventory;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>
/// Carries what is known of objects over to a new content. An object is known by kind, namespace and name: a resource that only
/// changed its id goes on as if nothing had happened (contract §10.5).
/// </summary>
internal static class SlotMerge
{
    /// <summary>Slots for the new plans, and what left the content.</summary>
    public static (ResourceSlot[] Slots, ImmutableList<Orphan> Leaving) Of(NodePlan plan, NodeState before)
    {
        var slots = new List<ResourceSlot>(plan.Resources.Count);
        var inventory = before.Inventory.ToList();
        foreach (var resource in plan.Resources)
        {
            var kind = resource.Kind.Kind is null ? null : plan.Kinds.GetValueOrDefault(resource.Kind);
            var slot = new ResourceSlot(resource, kind);
            var last = resource.Name.Length == 0 ? null : before.Slots.FirstOrDefault(s => Same(s, resource));
            if (last is not null) CarryOver(last, slot);
            else if (resource.Name.Length > 0 && OrphanPlan.Find(inventory, resource) is { } entry) slot.InventoryUid = entry.Uid;
            else if (resource.Error is not null) KeepObject(before, slot);
            slots.Add(slot);
        }

        return ([.. slots], [.. OrphanPlan.Of(inventory, plan.Resources)]);
    }

    /// <summary>Whether a resource leaves of which nobody knows whether its last write was done.</summary>
    public static bool MayLoseOne(IReadOnlyList<ResourceSlot> before, IReadOnlyList<ResourceSlot> after) =>
        before.Any(slot => slot.Failures > 0 && slot.Uid.Length == 0 && !after.Any(s => Same(s, slot.Plan)));

    private static void CarryOver(ResourceSlot last, ResourceSlot slot)
    {
        slot.Known = last.Known;
        slot.InventoryUid = last.InventoryUid;
        slot.GoesAsKnown = last.GoesAsKnown;
        slot.ApplyStart = last.ApplyStart;
        slot.Breaker = last.Breaker;
        slot.LookFirst = last.LookFirst;
        slot.HasOldOwners = last.HasOldOwners;
        var unchanged = last.Plan.Hash == slot.Plan.Hash && last.Plan.Policies == slot.Plan.Policies && last.Plan.Kind == slot.Plan.Kind;
        if (!unchanged || last.Own is OwnState.ToApply or OwnState.Conflicted) return;
        if (last.Own == OwnState.Failed && !last.IsOurs) return;
        slot.Clock = last.Clock;
        slot.IsRolling = last.IsRolling;
        (slot.Own, slot.Reason, slot.Message, slot.Announced) = (last.Own, last.Reason, last.Message, last.Announced);
        // What failed waits for its next try, and goes on waiting for it.
        (slot.Failures, slot.NotBefore, slot.IsRepair) = (last.Failures, last.NotBefore, last.IsRepair);
    }

    // A resource that cannot be rendered at present has not left the form: its object stays recorded and alive.
    private static void KeepObject(NodeState before, ResourceSlot slot)
    {
        if (before.Slots.FirstOrDefault(s => s.Plan.Id == slot.Plan.Id && s.IsOurs) is { } last) slot.InventoryUid = last.Known.Uid;
    }

    private static bool Same(ResourceSlot slot, Composition.ResourcePlan plan) =>
        slot.Plan.Kind.Group == plan.Kind.Group && slot.Plan.Kind.Kind == plan.Kind.Kind && slot.Plan.Namespace == plan.Namespace && slot.Plan.Name == plan.Name;
}
