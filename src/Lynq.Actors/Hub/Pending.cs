namespace Lynq.Actors.Hub;

/// <summary>
/// Nodes that were told to be and have not been seen: they may exist, since a watch tells of them later than the server made them.
/// Whoever looks only at what he has seen takes a table that was emptied just then for one that always had a single row.
/// </summary>
internal static class Pending
{
    /// <summary>A wish is repeated as long as its row is there. A node that has not been seen so long after the last time was never made.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Number of these nodes.</summary>
    public static int CountOf(HubState state) =>
        state.Told.Count(told => !state.Nodes.ContainsKey(told.Key) && !state.Refused.ContainsKey(told.Key.Name) && !IsForgotten(state, told.Value));

    /// <summary>The state without what was told for rows that went long ago.</summary>
    public static HubState Forget(HubState state)
    {
        var rest = state.Told.Where(told => IsForgotten(state, told.Value)).Select(told => told.Key).ToList();
        return rest.Count == 0 ? state : state with { Told = state.Told.RemoveRange(rest) };
    }

    private static bool IsForgotten(HubState state, Telling telling) =>
        ((state.LastSync?.EndedAt ?? DateTimeOffset.MinValue) - telling.At).Duration() >= Patience;
}
