using System.Globalization;
using System.Text.Json;
using Lynq.Crds;

namespace Lynq.Actors.Hub;

/// <summary>The status of a hub as its state has it (contract §6 step 8, §13.1).</summary>
internal static class HubStatusRule
{
    /// <summary>The status to show. Times of conditions are carried over from the status that is there.</summary>
    public static LynqHubStatus Of(HubState state, DateTimeOffset now)
    {
        var hub = state.Hub!;
        var forms = state.Forms.Count;
        var impossible = (state.LastSync?.Impossible ?? 0) * forms;
        var previous = hub.Status;
        return new LynqHubStatus
        {
            ObservedGeneration = hub.Metadata.Generation,
            ReferencingTemplates = forms,
            Desired = state.RowsAreRead ? (state.Rows.Count * forms) + impossible : previous?.Desired ?? state.Nodes.Count,
            Ready = state.ReadyCount,
            Failed = state.FailedCount + impossible + state.Refused.Count,
            LastSyncTime = state.LastSync?.EndedAt ?? previous?.LastSyncTime,
            LastSyncDuration = state.LastSync is { } sync
                ? string.Create(CultureInfo.InvariantCulture, $"{sync.Duration.TotalSeconds:0.###}s")
                : previous?.LastSyncDuration,
            Rows = state.LastSync is { } s ? new RowCounts { Read = s.Read, Active = s.Active, Rejected = s.Rejected } : previous?.Rows,
            RejectedRows = state.LastSync is { } l ? RejectedRows(l) : previous?.RejectedRows ?? [],
            Conditions = ConditionList.With(previous?.Conditions, Ready(state, previous), now).With(Held(state, previous), now),
        };
    }

    /// <summary>
    /// Whether what the status says of this generation still is the best that is known: after a restart or a move, until the
    /// first sync has ended. Otherwise each start would write that it is in progress, and soon afterwards the same as before.
    /// </summary>
    public static bool IsTooEarly(HubState state) =>
        state is { LastSync: null, Failure: null, IsPaused: false, Hub: { Status: { } status } hub }
        && status.ObservedGeneration == hub.Metadata.Generation
        && status.Conditions.Find(ConditionTypes.Ready) is { } ready
        && ready.Status != ConditionStatus.Unknown;

    /// <summary>
    /// Whether two statuses say the same. The time of the last sync alone is no reason to write: a hub at rest writes
    /// nothing (contract §25).
    /// </summary>
    public static bool SaysTheSame(LynqHubStatus a, LynqHubStatus b) => JsonElement.DeepEquals(Json(Timeless(a)), Json(Timeless(b)));

    /// <summary>The rejected rows as status shows them.</summary>
    public static IReadOnlyList<RejectedRow> RejectedRows(SyncFacts sync) =>
        [.. sync.RejectedRows.Select(r => new RejectedRow { Uid = r.Key.Length > 0 ? r.Key : null, Reason = r.Value })];

    /// <summary>Whether a hub's status, of whichever process, says that its rows cannot be read for this very reason.</summary>
    public static bool SaysFailed(LynqHub? hub, SyncFailure failure) =>
        hub?.Status?.Conditions.Find(ConditionTypes.Ready) is { Status: ConditionStatus.False } ready && ready.Reason == failure.Reason && ready.Message == failure.Message;

    /// <summary>The status as JSON.</summary>
    public static JsonElement Json(LynqHubStatus status) =>
        JsonSerializer.SerializeToElement(new LynqHub { Status = status }, CrdJson.Default.LynqHub).GetProperty("status");

    private static LynqHubStatus Timeless(LynqHubStatus status) => status with { LastSyncTime = null, LastSyncDuration = null };

    private static Condition Ready(HubState state, LynqHubStatus? previous)
    {
        if (state.IsPaused)
        {
            return Condition(state, ConditionTypes.Ready, ConditionStatus.Unknown, HubReasons.Paused, "The hub is paused: rows are not read and nodes stay as they are");
        }

        if (state.Failure is { } failure)
        {
            return Condition(state, ConditionTypes.Ready, ConditionStatus.False, failure.Reason, failure.Message);
        }

        // A restart is no news: until it has read the rows itself, what was said last stands.
        if (state.LastSync is null && previous?.Conditions.Find(ConditionTypes.Ready) is { } last && last.Reason != HubReasons.Paused && last.ObservedGeneration == state.Hub!.Metadata.Generation)
        {
            return last;
        }

        return state.LastSync is null
            ? Condition(state, ConditionTypes.Ready, ConditionStatus.Unknown, HubReasons.SyncInProgress, "The first sync has not ended yet")
            : Condition(state, ConditionTypes.Ready, ConditionStatus.True, HubReasons.SyncSucceeded, Synced(state));
    }

    private static string Synced(HubState state)
    {
        var text = $"Synced {state.Rows.Count * state.Forms.Count} nodes";
        if (state.LastSync is { Rejected: > 0 } sync)
        {
            var uids = string.Join(", ", sync.RejectedRows.Take(3).Select(r => $"\"{r.Key}\" ({r.Value})"));
            text += $"; {sync.Rejected} active rows cannot be used: {uids}";
        }

        return state.Refused.IsEmpty ? text : $"{text}; {RefusedNodes.Describe(state.Refused)}";
    }

    /// <summary>The reason for which a hub's status says that deletions are held; null when it says none.</summary>
    public static string? HeldReason(LynqHub hub) =>
        hub.Status?.Conditions.Find(ConditionTypes.DeletionHeld) is { Status: ConditionStatus.True } held ? held.Reason : null;

    /// <summary>Whether a hub's status, of whichever process, says that just these deletions are held.</summary>
    public static bool SaysHeld(LynqHub? hub, HeldDeletions held) =>
        hub?.Status?.Conditions.Find(ConditionTypes.DeletionHeld) is { Status: ConditionStatus.True } condition
        && condition.Reason == held.Reason
        && condition.Message?.EndsWith($"={held.Hash}", StringComparison.Ordinal) is true;

    private static Condition Held(HubState state, LynqHubStatus? previous)
    {
        // Nothing is known of that before the rows are read.
        if (!state.RowsAreRead && previous?.Conditions.Find(ConditionTypes.DeletionHeld) is { Status: ConditionStatus.True } last)
        {
            return last;
        }

        if (state.Held is { } held)
        {
            var existing = state.Nodes.Values.Count(n => !n.Deleting);
            return Condition(state, ConditionTypes.DeletionHeld, ConditionStatus.True, held.Reason, held.Describe(HubKey.Of(state.Hub!), existing));
        }

        return Condition(state, ConditionTypes.DeletionHeld, ConditionStatus.False, HubReasons.WithinLimits, "No deletion is held back");
    }

    private static Condition Condition(HubState state, string type, string status, string reason, string message) => new()
    {
        Type = type,
        Status = status,
        Reason = reason,
        Message = message,
        ObservedGeneration = state.Hub!.Metadata.Generation,
    };
}
