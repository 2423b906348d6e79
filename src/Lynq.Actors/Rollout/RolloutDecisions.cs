using Lynq.Actors.Node;
using Lynq.Crds;
using Lynq.Crds.Validation;

namespace Lynq.Actors.Rollout;

/// <summary>
/// Who may be changed, and when: plain functions from state and event to state and grants (contract §12). The invariant is
/// that the slots are never more than maxSkew, and that a node keeps its slot until what it wrote has settled.
/// </summary>
internal static partial class RolloutDecisions
{
    /// <summary>The form exists or has changed.</summary>
    public static RolloutDecision OnForm(
        RolloutState state, LynqForm form, IReadOnlyList<Problem> errors, bool hubExists, DateTimeOffset now)
    {
        var wasUnlimited = state.Form is not null && state.MaxSkew == 0;
        state = state with { Form = form, Errors = errors, HubExists = hubExists };
        // Nodes that change without permits count from now on: they are unsettled all the same.
        return Grant(wasUnlimited && state.MaxSkew > 0 ? state.Nodes.Values.Aggregate(state, Recover) : state, now);
    }

    /// <summary>A node exists or has changed.</summary>
    public static RolloutDecision OnNode(RolloutState state, NodeDigest node, DateTimeOffset now)
    {
        state = state with { Nodes = state.Nodes.SetItem(node.Node, node) };
        if (node.Settled)
        {
            state = state with { Failed = state.Failed.Remove(node.Node.Name) };
        }
        else if (state.QuietUntil is not null)
        {
            state = Recover(state, node);
        }

        return Grant(Release(state, node.Node), now);
    }

    /// <summary>A node is gone. A permit to create it stays: it may be about to come again.</summary>
    /// <param name="state">The state.</param>
    /// <param name="node">The node.</param>
    /// <param name="objectUid">uid of what is gone: a successor of the name that is changing keeps its slot.</param>
    /// <param name="now">The time.</param>
    public static RolloutDecision OnNodeGone(RolloutState state, NodeKey node, string objectUid, DateTimeOffset now)
    {
        if (state.Nodes.TryGetValue(node, out var known) && !IsSame(known.ObjectUid, objectUid))
        {
            return new RolloutDecision(state, []);
        }

        state = state with { Nodes = state.Nodes.Remove(node), Failed = state.Failed.Remove(node.Name) };
        if (state.Slots.TryGetValue(node, out var slot))
        {
            var isOver = slot.Written is not null && IsSame(slot.ObjectUid, objectUid);
            slot = isOver ? slot with { Written = null, WrittenBefore = null } : slot;
            state = state with { Slots = isOver && !slot.UnderWay ? state.Slots.Remove(node) : state.Slots.SetItem(node, slot with { GoneUid = objectUid }) };
        }

        return Grant(state, now);
    }

    /// <summary>A node wants to change.</summary>
    public static RolloutDecision OnRequested(RolloutState state, PermitRequested request, DateTimeOffset now)
    {
        if (state.Slots.TryGetValue(request.Node, out var slot) && slot.UnderWay && slot.Permit <= request.LastPermit)
        {
            // The permit has reached it and led to no write that is known of.
            state = Answered(state, request.Node, slot);
        }

        state = state with { Queue = Dequeue(state, request.Node).Queue.Add(new Waiting(request.Node, request.Urgent)) };
        return Grant(state, now);
    }

    /// <summary>A node has written under its permit.</summary>
    public static RolloutDecision OnUsed(RolloutState state, PermitUsed used, DateTimeOffset now)
    {
        if (state.MaxSkew == 0)
        {
            return new RolloutDecision(state, []);
        }

        var slot = state.Slots.GetValueOrDefault(used.Node) ?? NewSlot(state, used.Node, now);
        slot = slot with
        {
            Written = used.ObjectGeneration,
            WrittenBefore = null,
            ObjectUid = used.ObjectUid,
            UnderWay = slot.UnderWay && !IsAnswer(slot, used.Permit),
        };
        if (used.ObjectUid.Length > 0 && used.ObjectUid == slot.GoneUid)
        {
            // It has come and gone before its writer could say so.
            slot = slot with { Written = null };
            return Grant(state with { Slots = slot.UnderWay ? state.Slots.SetItem(used.Node, slot) : state.Slots.Remove(used.Node) }, now);
        }

        return Grant(Release(state with { Slots = state.Slots.SetItem(used.Node, slot) }, used.Node), now);
    }

    /// <summary>A node does not need its permit, or the one that it waits for. What an earlier one had begun still has to settle.</summary>
    public static RolloutDecision OnReturned(RolloutState state, PermitReturned returned, DateTimeOffset now)
    {
        var node = returned.Node;
        state = Dequeue(state, node);
        if (returned.IsWishOnly || !state.Slots.TryGetValue(node, out var slot) || !IsAnswer(slot, returned.Permit))
        {
            return Grant(state, now);
        }

        slot = slot with { UnderWay = false, Written = slot.Written ?? slot.WrittenBefore, WrittenBefore = null };
        state = state with { Slots = slot.Written is null ? state.Slots.Remove(node) : state.Slots.SetItem(node, slot) };
        return Grant(Release(state, node), now);
    }

    /// <summary>The hub says how many nodes there shall be.</summary>
    public static RolloutState OnDesired(RolloutState state, int count) => state with { Desired = count };

    /// <summary>Time has passed: nodes fail their deadline, and grants without answer are sent again.</summary>
    public static RolloutDecision OnTime(RolloutState state, DateTimeOffset now)
    {
        var again = new List<PermitGranted>();
        foreach (var (node, slot) in state.Slots)
        {
            if (slot.AwaitsAnswer && now - slot.SentAt >= AnswerWithin)
            {
                (state, var permit) = NewPermit(state, node, slot.FormGeneration, now);
                again.Add(permit);
                state = state with { Slots = state.Slots.SetItem(node, slot with { Permit = permit.Number, UnderWay = true, SentAt = now }) };
            }
        }

        var decision = Grant(state with { QuietUntil = now < state.QuietUntil ? state.QuietUntil : null }, now);
        return decision with { Grants = [.. again, .. decision.Grants] };
    }

    /// <summary>When <see cref="OnTime"/> has something to do next; null when nothing is under way.</summary>
    public static DateTimeOffset? NextTime(RolloutState state)
    {
        var next = state.Queue.IsEmpty ? null : state.QuietUntil;
        foreach (var slot in state.Slots.Values)
        {
            var due = slot.AwaitsAnswer ? slot.SentAt + AnswerWithin : slot.GrantedAt + state.Deadline;
            next = next is null || due < next ? due : next;
        }

        return next;
    }

    private static RolloutState Dequeue(RolloutState state, NodeKey node) => state with
    {
        Queue = state.Queue.Remove(new Waiting(node, Urgent: true)).Remove(new Waiting(node, Urgent: false)),
    };
}

/// <summary>The outcome of a decision.</summary>
internal readonly record struct RolloutDecision(RolloutState State, IReadOnlyList<PermitGranted> Grants);
