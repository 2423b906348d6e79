using Lynq.Actors.Node;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Hub;

/// <summary>What a hub does about what it learns: plain functions from state and event to state and effects (contract §6).</summary>
internal static partial class HubDecisions
{
    /// <summary>The hub exists or has changed.</summary>
    public static HubDecision OnHub(HubState state, LynqHub hub)
    {
        var before = state.Hub;
        var effects = new List<HubEffect>();
        state = before is null
            ? state with { Hub = hub, HeldAtStart = HubStatusRule.HeldReason(hub), SaidAtStart = hub.Status?.Conditions.Find(ConditionTypes.Ready)?.Message }
            : state with { Hub = hub };
        if (before is not null && before.Spec.DeletionGuard != hub.Spec.DeletionGuard && state.Held is { Insists: true } held)
        {
            // Somebody has looked at it and set other limits: these decide.
            state = state with { Held = held with { Insists = false } };
        }

        if (state.IsDeleting)
        {
            return new HubDecision(DeleteEverything(state, effects), effects);
        }

        if (!state.IsPaused && (before is null || AsksForSync(before, hub)))
        {
            effects.Add(new HubEffect.ReadRows(before is null ? "the hub was observed" : "the hub has changed"));
        }

        state = PlanDeletions(state, effects);
        return new HubDecision(before is null || IsPausedObject(before) ? PlanAll(state, Repetition.Always, effects) : state, effects);
    }

    /// <summary>A form appeared or has a new generation or verdict. Existing nodes need no rows for that; new ones do.</summary>
    public static HubDecision OnForm(HubState state, FormEntry form)
    {
        var effects = new List<HubEffect>();
        if (state.Forms.TryGetValue(form.Form.Name, out var before) && before == form)
        {
            return new HubDecision(state, effects);
        }

        state = state with { Forms = state.Forms.SetItem(form.Form.Name, form) };
        if (state.MayAct && form.Valid && HasMissingNodes(state, form))
        {
            effects.Add(new HubEffect.ReadRows($"form {form.Form.Name} has nodes to create"));
        }

        return new HubDecision(PlanForm(state, form, Repetition.Never, effects, onlyExisting: true), effects);
    }

    /// <summary>A form is gone, or names another hub: its nodes go, and nobody else's (contract §6 step 7).</summary>
    public static HubDecision OnFormGone(HubState state, FormKey form)
    {
        var effects = new List<HubEffect>();
        state = state with { Forms = state.Forms.Remove(form.Name), HeldBack = state.HeldBack.Remove(form) };
        return new HubDecision(PlanDeletions(state, effects), effects);
    }

    /// <summary>A node exists or has changed, by whomever.</summary>
    public static HubDecision OnNode(HubState state, NodeDigest digest)
    {
        var effects = new List<HubEffect>();
        state = state.WithNode(digest);
        if (state.IsDeleting)
        {
            // Created by a write that was under way when the end of the hub began: nobody else may come to tell.
            return new HubDecision(digest.Deleting || state.Deleting.Contains(digest.Node) ? state : DeleteEverything(state, effects), effects);
        }

        if (!state.RowsAreRead && !state.Rows.ContainsKey(digest.RowUid))
        {
            state = state with { Rows = RowsOfNodes(state) };
        }

        if (state.Forms.TryGetValue(digest.Form.Name, out var form))
        {
            state = PairPlan.Apply(state, form, digest.RowUid, row: default, Repetition.Never, effects);
        }

        return new HubDecision(state, effects);
    }

    /// <summary>A node is gone. If it is still desired it comes again, with the row that its actor knows.</summary>
    public static HubDecision OnNodeGone(HubState state, NodeKey node)
    {
        var effects = new List<HubEffect>();
        if (!state.Nodes.TryGetValue(node, out var digest))
        {
            return new HubDecision(state, effects);
        }

        var asked = state.Deleting.Contains(node);
        state = state.WithoutNode(node) with { Deleting = state.Deleting.Remove(node) };
        if (asked)
        {
            effects.Add(new HubEffect.Emit(EventType.Normal, EventReasons.NodeDeleted, $"Node {node.Name} was deleted"));
        }

        if (state.IsDeleting)
        {
            return new HubDecision(DeleteEverything(state, effects), effects);
        }

        if (state.RowsAreRead && state.Forms.TryGetValue(digest.Form.Name, out var form))
        {
            state = PairPlan.Apply(state, form, digest.RowUid, row: default, Repetition.Never, effects);
        }

        return new HubDecision(state, effects);
    }

    /// <summary>The deletion of a node was refused: it is tried again with the next sync.</summary>
    public static HubDecision OnDeletionFailed(HubState state, NodeKey node, string message)
    {
        var reason = state.IsDeleting ? EventReasons.CleanupFailed : EventReasons.NodeDeletionFailed;
        return new HubDecision(
            state with { Deleting = state.Deleting.Remove(node) },
            [new HubEffect.Emit(EventType.Warning, reason, $"Node {node.Name} could not be deleted: {message}")]);
    }

    /// <summary>A node could not be created or changed.</summary>
    public static HubDecision OnRefused(HubState state, NodeKey node, Refusal refusal)
    {
        var effects = new List<HubEffect>();
        return new HubDecision(PairPlan.Refuse(state, node, refusal, effects), effects);
    }

    /// <summary>maxSkew holds nodes of a form back, or no longer does. The event tells the beginning.</summary>
    public static HubDecision OnHeldBack(HubState state, FormKey form, int count, int maxSkew)
    {
        var before = state.HeldBack.GetValueOrDefault(form);
        var after = state with { HeldBack = count > 0 ? state.HeldBack.SetItem(form, count) : state.HeldBack.Remove(form) };
        return before == 0 && count > 0
            ? new HubDecision(after, [new HubEffect.Emit(
                EventType.Normal, EventReasons.RolloutThrottled, $"Form {form.Name}: maxSkew {maxSkew} holds {count} nodes back")])
            : new HubDecision(after, []);
    }

    /// <summary>Somebody has forgotten what he was told: nodes that are not as they shall be are told again.</summary>
    public static HubDecision OnWishesLost(HubState state, NodeKey? node, FormKey? form)
    {
        var effects = new List<HubEffect>();
        foreach (var entry in state.Forms.Values)
        {
            if (node is { } one && one.UidWith(entry.Form) is { } uid)
            {
                state = PairPlan.Apply(state, entry, uid, row: default, Repetition.Always, effects);
            }

            if (entry.Form == form)
            {
                state = PlanForm(state, entry, Repetition.Always, effects, onlyExisting: !state.RowsAreRead);
            }
        }

        return new HubDecision(state, effects);
    }

    /// <summary>A node has been told and has lost its row: the next sync sends it.</summary>
    public static HubState OnRowNeeded(HubState state, NodeKey node) => state with { Told = state.Told.Remove(node) };

    /// <summary>Nodes have moved, and nobody knows which of them had been told what: the next sync tells all that are not as they shall be.</summary>
    public static HubState OnNodesMoved(HubState state) => state with { Told = state.Told.Clear() };

    /// <summary>The rows in force as far as nodes tell: so a restart knows what is there before the database has answered.</summary>
    public static IReadOnlyDictionary<string, UInt128> RowsOfNodes(HubState state)
    {
        var rows = new Dictionary<string, UInt128>(StringComparer.Ordinal);
        foreach (var node in state.Nodes.Values)
        {
            rows[node.RowUid] = node.RowHash;
        }

        return rows;
    }

    private static bool AsksForSync(LynqHub before, LynqHub now) =>
        before.Metadata.Generation != now.Metadata.Generation
        || IsPausedObject(before)
        || Differs(before, now, LynqAnnotations.Sync)
        || Differs(before, now, LynqAnnotations.ForceReconcile);

    private static bool IsPausedObject(LynqHub hub) =>
        hub.Spec.Paused is true || hub.Metadata.Annotation(LynqAnnotations.Paused) == "true";

    private static bool Differs(LynqHub before, LynqHub now, string annotation) =>
        now.Metadata.Annotation(annotation) is { } value && value != before.Metadata.Annotation(annotation);

    private static bool HasMissingNodes(HubState state, FormEntry form) =>
        !state.RowsAreRead || state.Rows.Keys.Any(uid => !state.Nodes.ContainsKey(NodeKey.For(form.Form, uid)));
}

/// <summary>The outcome of a decision.</summary>
internal readonly record struct HubDecision(HubState State, IReadOnlyList<HubEffect> Effects);
