using System.Collections.Immutable;
using Lynq.Actors.Node;
using Lynq.Actors.Node.Content;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Hub;

internal static partial class HubDecisions
{
    /// <summary>A sync has read every row.</summary>
    public static HubDecision OnSynced(HubState state, SyncedRows rows, TimeSpan duration, DateTimeOffset now)
    {
        var effects = new List<HubEffect>();
        var before = state.LastSync;
        var facts = Facts(rows, duration, now);
        state = state with
        {
            Rows = rows.Hashes,
            TooLarge = rows.TooLarge,
            RowsAreRead = true,
            Failure = null,
            Failures = 0,
            LastSync = facts,
            SaidAtStart = before is null ? state.SaidAtStart : null,
        };
        state = ForgetRefused(state, rows);
        if (!WasTold(state.Hub, before, facts)) TellRejected(facts, effects);
        if (state.MayAct)
        {
            state = PlanDeletions(state, effects);
            state = Pending.Forget(PlanAll(state, Repetition.WhenOverdue, effects, rows.Travelling));
        }

        return new HubDecision(state, effects);
    }

    /// <summary>
    /// A sync failed: no node is created, changed or deleted, and the counts stay (contract §5.6). Said once per cause.
    /// </summary>
    public static HubDecision OnSyncFailed(HubState state, SyncFailure failure)
    {
        var effects = new List<HubEffect>();
        if (state.Failure != failure && !(state.Failure is null && state.LastSync is null && HubStatusRule.SaysFailed(state.Hub, failure)))
        {
            effects.Add(new HubEffect.Emit(EventType.Warning, EventReasons.DatabaseQueryFailed, failure.Message));
        }

        return new HubDecision(state with { Failure = failure, Failures = state.Failures + 1 }, effects);
    }

    /// <summary>Every pair, in a stable order: by form, then by uid, so that rollouts are predictable (contract §6).</summary>
    private static HubState PlanAll(
        HubState state, Repetition repetition, List<HubEffect> effects, IReadOnlyDictionary<string, PackedRow>? rows = null) =>
        state.Forms.Values.Aggregate(state, (s, form) => PlanForm(s, form, repetition, effects, onlyExisting: rows is null, rows));

    private static HubState PlanForm(
        HubState state, FormEntry form, Repetition repetition, List<HubEffect> effects, bool onlyExisting, IReadOnlyDictionary<string, PackedRow>? rows = null)
    {
        if (!form.Valid || !state.MayAct)
        {
            return state;
        }

        foreach (var uid in state.Rows.Keys.Order(StringComparer.Ordinal))
        {
            if (!onlyExisting || state.Nodes.ContainsKey(NodeKey.For(form.Form, uid)))
            {
                state = PairPlan.Apply(state, form, uid, rows?.GetValueOrDefault(uid) ?? default, repetition, effects);
            }
        }

        return state;
    }

    private static SyncFacts Facts(SyncedRows rows, TimeSpan duration, DateTimeOffset now) => new()
    {
        EndedAt = now,
        Duration = duration,
        Read = rows.ReadCount,
        Active = rows.Hashes.Count,
        Rejected = rows.RejectedCount,
        Impossible = rows.ImpossibleCount,
        RejectedRows = [.. rows.Rejected.OrderBy(r => r.Key, StringComparer.Ordinal).Take(HubLimits.RejectedRows)],
    };

    /// <summary>Nodes that were refused and are not wanted any more.</summary>
    private static HubState ForgetRefused(HubState state, SyncedRows rows)
    {
        if (state.Refused.IsEmpty) return state;
        var wanted = state.Forms.Values.SelectMany(f => rows.Hashes.Keys.Select(uid => NodeKey.For(f.Form, uid).Name));
        var rest = state.Refused.Keys.Except(wanted, StringComparer.Ordinal).ToList();
        return state with
        {
            Refused = state.Refused.RemoveRange(rest),
            Told = state.Told.RemoveRange(rest.Select(name => new NodeKey(state.Hub?.Metadata.Namespace ?? "", name))),
        };
    }

    // Of what was before a restart the status tells.
    private static bool WasTold(LynqHub? hub, SyncFacts? before, SyncFacts now) => before is null
        ? (hub?.Status?.Rows?.Rejected ?? 0) == now.Rejected && (hub?.Status?.RejectedRows ?? []).SequenceEqual(HubStatusRule.RejectedRows(now))
        : before.Rejected == now.Rejected && before.RejectedRows.SequenceEqual(now.RejectedRows);

    private static void TellRejected(SyncFacts now, List<HubEffect> effects)
    {
        if (now.Rejected == 0) return;
        var first = string.Join("; ", now.RejectedRows.Take(3).Select(r => $"\"{r.Key}\": {r.Value}"));
        effects.Add(new HubEffect.Emit(EventType.Warning, EventReasons.RowsRejected, $"{now.Rejected} active rows cannot be used: {first}"));
    }
}
