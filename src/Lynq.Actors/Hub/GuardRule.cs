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
    /// <param name="leaving">The nodes that the rows no longer ask for.</param>
    /// <param name="existing">Number of nodes that the hub has.</param>
    /// <param name="rowsRead">Rows that the query returned, active or not.</param>
    /// <param name="approval">The value of <c>lynq.sh/approve-deletion</c>.</param>
    /// <param name="before">What was held until now; null for nothing.</param>
    /// <param name="pending">Nodes that may exist beside these and have not been seen yet. A result without any row takes them, too.</param>
    public static HeldDeletions? Decide(
        DeletionGuard? settings, IReadOnlyList<NodeDigest> leaving, int existing, int rowsRead, string? approval, HeldBefore? before = null, int pending = 0)
    {
        if (leaving.Count == 0)
        {
            return null;
        }

        // What was held and is removed by hand counts on: a set does not become small by losing some of it.
        var removed = before?.Removed ?? [];
        var seen = ReasonToHold(settings, leaving.Count + removed.Count, existing + removed.Count, rowsRead);
        // Who may exist is forgotten by and by; what was held for it is not let go by that.
        var insisting = before?.Insisting ?? (seen is null && pending > 0 ? ReasonToHold(settings, 0, existing + pending, rowsRead) : null);
        if ((seen ?? insisting) is not { } reason)
        {
            return null;
        }

        var hash = HeldDeletions.HashOf(leaving);
        return approval == hash
            ? null
            : new HeldDeletions
            {
                Reason = reason,
                Hash = hash,
                Nodes = [.. leaving.Select(n => n.Node).OrderBy(n => n.Name, StringComparer.Ordinal)],
                Counted = [.. leaving, .. removed],
                Insists = insisting is not null,
            };
    }

    private static string? ReasonToHold(DeletionGuard? settings, int leaving, int existing, int rowsRead)
    {
        var onEmpty = settings?.OnEmptyResult ?? HubDefaults.OnEmptyResult;
        if (rowsRead == 0 && existing > 1)
        {
            return onEmpty == EmptyResultActions.Apply ? null : HubReasons.EmptyResult;
        }

        var minNodes = settings?.MinNodes ?? HubDefaults.MinNodes;
        var maxPercent = settings?.MaxPercent ?? HubDefaults.MaxPercent;
        return leaving >= minNodes && leaving * 100L > (long)maxPercent * existing ? HubReasons.TooManyDeletions : null;
    }
}
