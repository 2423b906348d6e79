namespace Lynq.Actors.Hub;

/// <summary>
/// Nodes that were told to be and have not been seen: they may exist, since a watch tells of them later than the server made them.
/// Whoever looks only at what he has seen takes a table that was emptied just then for one that always had a single row.
/// </summary>
internal static class Pending
{
    /// <summary>A wish is repeated as long as its row is there. A node that has not been seen so long after the last time was never made.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The row of each of these nodes. A name that several forms can make of different rows counts for each: rather too many than too few.</summary>
    public static IReadOnlyList<string> RowsOf(HubState state) =>
    [
        .. from told in state.Told
           where !state.Nodes.ContainsKey(told.Key) && !state.Refused.ContainsKey(told.Key.Name) && !IsForgotten(state, told.Value)
           from form in state.Forms.Values
           select told.Key.UidWith(form.Form) into uid
           where uid is not null
           select uid,
    ];

    /// <summary>The state without what was told for rows that went long ago.</summary>
    public static HubState Forget(HubState state)
    {
        var rest = state.Told.Where(told => IsForgotten(state, told.Value)).Select(told => told.Key).ToList();
        return rest.Count == 0 ? state : state with { Told = state.Told.RemoveRange(rest) };
    }

    private static bool IsForgotten(HubState state, Telling telling) =>
        ((state.LastSync?.EndedAt ?? DateTimeOffset.MinValue) - telling.At).Duration() >= Patience;
}
