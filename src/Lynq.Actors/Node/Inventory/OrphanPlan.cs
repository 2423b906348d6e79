using Lynq.Kubernetes;
using Lynq.Actors.Node.Composition;

namespace Lynq.Actors.Node.Inventory;

/// <summary>
/// What the inventory has and the present content has not (contract §10.5). An object is known by kind, namespace and name: a
/// changed id or another spelling of its key makes no orphan of it.
/// </summary>
internal static class OrphanPlan
{
    /// <summary>Entries to clean up.</summary>
    /// <param name="inventory">What is managed according to the last status.</param>
    /// <param name="plans">The present content.</param>
    public static List<Orphan> Of(IEnumerable<InventoryEntry> inventory, IReadOnlyList<ResourcePlan> plans)
    {
        var orphans = new List<Orphan>();
        foreach (var entry in inventory)
        {
            if (plans.Any(plan => plan.Name.Length > 0 && entry.IsSameObject(plan.Kind, plan.Namespace, plan.Name))) continue;
            var successor = IndexOf(plans, entry.Id);
            // A resource that cannot be rendered now has not left the form: nobody knows what it would be.
            if (successor >= 0 && plans[successor].Error is not null) continue;
            if (successor >= 0 && IsOldSpelling(entry, plans[successor])) continue;
            orphans.Add(new Orphan(entry, successor));
        }

        return orphans;
    }

    /// <summary>The entry that recorded this resource's object under whatever id, or null.</summary>
    public static InventoryEntry? Find(IEnumerable<InventoryEntry> inventory, ResourcePlan plan)
    {
        foreach (var entry in inventory)
        {
            if (entry.IsSameObject(plan.Kind, plan.Namespace, plan.Name)) return entry;
        }

        return null;
    }

    // Old keys: without name, with the node's namespace on a cluster-scoped object, or with a raw template in the middle.
    private static bool IsOldSpelling(InventoryEntry entry, ResourcePlan plan) =>
        entry.Kind.Version.Length == 0
        && entry.Kind.Kind == plan.Kind.Kind
        && (entry.Name.Length == 0 || entry.Name == plan.Name)
        && (entry.Name.Length == 0 || entry.Namespace.Length == 0 || plan.Namespace.Length == 0 || entry.Namespace == plan.Namespace);

    private static int IndexOf(IReadOnlyList<ResourcePlan> plans, string id)
    {
        for (var i = 0; i < plans.Count; i++)
        {
            if (plans[i].Id == id) return i;
        }

        return -1;
    }
}

/// <summary>An object to clean up.</summary>
/// <param name="Entry">The object.</param>
/// <param name="Successor">Position of the resource of the same id that takes its place (a rename); -1 when the resource left the form.</param>
internal readonly record struct Orphan(InventoryEntry Entry, int Successor);
