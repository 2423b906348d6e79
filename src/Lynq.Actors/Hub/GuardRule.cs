using Lynq.Actors.Node;
using Lynq.Crds;

namespace Lynq.Actors.Hub;

/// <summary>
/// The deletion guard (contract §5.6): a result without any row, or one that would take a large share of the nodes, deletes
/// nothing until the very set is approved. Single rows and small sets go at once. Nodes of a deleted form are no matter of
/// data and never come here.
/// </summary>
internal static class GuardRule
{
    /// <summary>Holds the deletions back, or returns null when they may go.</summary>
    /// <param name="settings">The hub's settings; null for the defaults.</param>
    /// <param name="scene">What would be deleted, and what there is.</param>
    /// <param name="approval">The value of <c>lynq.sh/approve-deletion</c>.</param>
    /// <param name="before">What was held until now; null for nothing.</param>
    public static HeldDeletions? Decide(DeletionGuard? settings, GuardScene scene, string? approval, HeldBefore? before = null)
    {
        if (scene.Leaving.Count == 0)
        {
            return null;
        }

        // What was held and is removed by hand counts on: a set does not become small by losing some of it.
        var removed = before?.Removed ?? [];
        var reason = ReasonToHold(settings, Count(scene.Leaving, removed), Count(scene.Existing, removed), scene.RowsRead);
        // Nodes that may exist are forgotten by and by; what was held for them is not let go by that.
        var insisting = before?.Insisting ?? (reason is null ? ReasonToHoldForPending(settings, scene) : null);
        if ((reason ?? insisting) is not { } why)
        {
            return null;
        }

        var hash = HeldDeletions.HashOf(scene.Leaving);
        return approval == hash
            ? null
            : new HeldDeletions
            {
                Reason = why,
                Hash = hash,
                Nodes = [.. scene.Leaving.Select(n => n.Node).OrderBy(n => n.Name, StringComparer.Ordinal)],
                Counted = [.. scene.Leaving, .. removed],
                Insists = insisting is not null,
            };
    }

    private static NodeCount Count(IReadOnlyList<NodeDigest> nodes, IReadOnlyList<NodeDigest> others) =>
        NodeCount.Of([.. nodes.Concat(others).Select(n => n.RowUid)]);

    private static string? ReasonToHoldForPending(DeletionGuard? settings, GuardScene scene) => scene.Pending.Count == 0
        ? null
        : ReasonToHold(settings, default, NodeCount.Of([.. scene.Existing.Select(n => n.RowUid), .. scene.Pending]), scene.RowsRead);

    private static string? ReasonToHold(DeletionGuard? settings, NodeCount leaving, NodeCount existing, int rowsRead)
    {
        if (rowsRead == 0 && existing.Rows > 1)
        {
            return (settings?.OnEmptyResult ?? HubDefaults.OnEmptyResult) == EmptyResultActions.Apply ? null : HubReasons.EmptyResult;
        }

        // A single row counts as one, however many forms make nodes of it.
        var (going, all) = leaving.Rows == 1 ? (1, existing.Rows) : (leaving.Nodes, existing.Nodes);
        var minNodes = settings?.MinNodes ?? HubDefaults.MinNodes;
        var maxPercent = settings?.MaxPercent ?? HubDefaults.MaxPercent;
        return going >= minNodes && going * 100L > (long)maxPercent * all ? HubReasons.TooManyDeletions : null;
    }
}
