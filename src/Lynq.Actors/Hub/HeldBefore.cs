using Lynq.Actors.Node;

namespace Lynq.Actors.Hub;

/// <summary>What the guard held until now, as far as it bears on what it holds next.</summary>
/// <param name="Removed">Nodes that were held and that somebody else has removed, while their rows are still gone: they count on.</param>
/// <param name="Insisting">
/// A reason to hold whatever leaves: a hub that starts anew while its status says that deletions are held does not know what
/// was removed by hand meanwhile. Null when all of it is known.
/// </param>
internal sealed record HeldBefore(IReadOnlyList<NodeDigest> Removed, string? Insisting)
{
    /// <summary>What a state remembers; null when nothing was held.</summary>
    public static HeldBefore? Of(HubState state, IReadOnlyList<NodeDigest> leaving)
    {
        if (state.Held is not { } held)
        {
            return state.HeldAtStart is { } reason ? new HeldBefore([], reason) : null;
        }

        var here = leaving.Select(n => n.Node).ToHashSet();
        var removed = held.Counted
            .Where(n => !here.Contains(n.Node) && state.Forms.ContainsKey(n.Form.Name) && !state.Rows.ContainsKey(n.RowUid))
            .ToList();
        return new HeldBefore(removed, held.Insists ? held.Reason : null);
    }
}
