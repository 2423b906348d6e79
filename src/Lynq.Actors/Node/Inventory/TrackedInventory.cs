using Lynq.Crds;

namespace Lynq.Actors.Node.Inventory;

/// <summary>The objects that a LynqNode's status says it has, as this operator or the original one wrote it (contract §8.1).</summary>
internal static class TrackedInventory
{
    /// <summary>The entries; the original's keys count only where there is nothing more exact.</summary>
    public static List<InventoryEntry> Of(LynqNodeStatus? status)
    {
        var exact = (status?.Resources ?? []).Select(InventoryEntry.Of).OfType<InventoryEntry>().ToList();
        var known = exact.Select(e => e.AppliedKey).ToHashSet(StringComparer.Ordinal);
        var old = (status?.AppliedResources ?? []).Where(key => !known.Contains(key)).Select(AppliedKeys.Parse).OfType<InventoryEntry>();
        return [.. exact, .. exact.Count > 0 ? [] : old];
    }
}
