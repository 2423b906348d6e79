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
    /// <summary>
    /// A node that turned unready longer than this after its update had been ready in between: it broke by itself, and the
    /// rollout is not to be blamed when it is rebuilt from what LynqNodes say.
    /// </summary>
    private static readonly TimeSpan TurnsUnreadyWithin = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a permit can be used: a node begins no write after it, and cancels the one under way. Short of what it takes until
    /// the actors of a process that has died start elsewhere (docs/cluster.md).
    /// </summary>
    public static readonly TimeSpan PermitLifetime = TimeSpan.FromSeconds(6);

    /// <summary>
    /// Time after the failure of a rollout's actor, or after a move of which nothing was handed over, in which its successor grants
    /// nothing: no permit lives longer, and a second for clocks that differ and for writes to be observed.
    /// </summary>
    public static readonly TimeSpan QuietAfterFailure = PermitLifetime + TimeSpan.FromSeconds(1);

    /// <summary>Time after the loss of a process in which actors start in its place: its permits have run out before it was given up.</summary>
    private static readonly TimeSpan StartsAfterLossWithin = TimeSpan.FromSeconds(10);

    /// <summary>Age of a form up to which its rollout can be starting for the first time.</summary>
    private static readonly TimeSpan FirstStartWithin = TimeSpan.FromSeconds(5);

    /// <summary>Time after which a grant without answer is sent again: nobody writes under the one that was sent any more.</summary>
    private static readonly TimeSpan AnswerWithin = PermitLifetime + TimeSpan.FromSeconds(1);

    /// <summary>
    /// Until when a start grants nothing; null when nobody can hold a permit that the LynqNodes do not show: in one process the
    /// nodes' actors end with their rollout's, unless it alone has failed. Elsewhere a form of some age had a predecessor, which
    /// hands over what it knows unless its process is lost.
    /// </summary>
    public static DateTimeOffset? QuietAfterStart(LynqForm? form, bool followsFailure, bool isSpread, DateTimeOffset? lastLoss, DateTimeOffset now)
    {
        if (followsFailure)
        {
            return now + QuietAfterFailure;
        }

        var hadPredecessor = form is not null && (form.Status?.Rollout is not null || now - (form.Metadata.CreationTimestamp ?? default) > FirstStartWithin);
        return isSpread && hadPredecessor && !(now - lastLoss < StartsAfterLossWithin) ? now + QuietAfterFailure : null;
    }

    /// <summary>What a successor in another process has to know: slots, also those whose writes it may not have observed.</summary>
    public static IReadOnlyList<HandedOverSlot> HandOver(RolloutState state) =>
    [
        .. state.Slots.Select(held => new HandedOverSlot
        {
            Node = held.Key,
            FormGeneration = held.Value.FormGeneration,
            GrantedAt = held.Value.GrantedAt,
            Permit = held.Value.Permit,
            UnderWay = held.Value.UnderWay,
            GenerationBefore = held.Value.GenerationBefore,
            ObjectUid = held.Value.ObjectUid,
            Written = held.Value.Written,
            WrittenBefore = held.Value.WrittenBefore,
            WasFailing = held.Value.WasFailing,
        }),
    ];

    /// <summary>The predecessor has ended in good order and says which slots it had given: all is known.</summary>
    public static RolloutDecision OnHandedOver(RolloutState state, IReadOnlyList<HandedOverSlot> slots, DateTimeOffset now)
    {
        state = state with { QuietUntil = null };
        foreach (var given in slots)
        {
            state = state with
            {
                Slots = state.Slots.SetItem(given.Node, new Slot
                {
                    FormGeneration = given.FormGeneration,
                    GrantedAt = given.GrantedAt,
                    Permit = given.Permit,
                    UnderWay = given.UnderWay,
                    SentAt = given.GrantedAt,
                    GenerationBefore = given.GenerationBefore,
                    ObjectUid = given.ObjectUid,
                    Written = given.Written,
                    WrittenBefore = given.WrittenBefore,
                    WasFailing = given.WasFailing,
                }),
            };
            state = Release(state, given.Node);
        }

        return Grant(state, now);
    }

    /// <summary>The state after a start, from the nodes that exist: unsettled updates hold slots again.</summary>
    public static RolloutState Rebuild(
        LynqForm? form, IReadOnlyList<Problem> errors, bool hubExists, IEnumerable<NodeDigest> nodes, DateTimeOffset? quietUntil = null)
    {
        var state = RolloutState.Empty with { Form = form, Errors = errors, HubExists = hubExists, QuietUntil = quietUntil };
        foreach (var node in nodes)
        {
            state = state with { Nodes = state.Nodes.SetItem(node.Node, node) };
            state = Recover(state, node);
        }

        return state;
    }

    /// <summary>The form exists or has changed.</summary>
    public static RolloutDecision OnForm(
        RolloutState state, LynqForm form, IReadOnlyList<Problem> errors, bool hubExists, DateTimeOffset now) =>
        Grant(state with { Form = form, Errors = errors, HubExists = hubExists }, now);

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

    /// <summary>Frees the slot of a node whose write has settled, or which is being deleted.</summary>
    private static RolloutState Release(RolloutState state, NodeKey key)
    {
        if (!state.Slots.TryGetValue(key, out var slot) || !state.Nodes.TryGetValue(key, out var node))
        {
            return state;
        }

        if (slot.Written is null && WasWrittenUnder(slot, node))
        {
            // The node's word got lost with its actor; the LynqNode itself says so.
            slot = slot with { Written = node.Generation, WrittenBefore = null, ObjectUid = node.ObjectUid };
            state = state with { Slots = state.Slots.SetItem(key, slot) };
        }

        // While a permit is under way more may come; and what is known may still be the predecessor of what was created.
        if (slot.UnderWay || (slot.Written is not null && !IsSame(slot.ObjectUid, node.ObjectUid)))
        {
            return state;
        }

        var isSettled = slot.Written is { } written && node.Generation >= written && node.Settled;
        var failsAsBefore = slot is { WasFailing: true, Written: not null } && node.Failed && node.ObservedGeneration >= slot.Written;
        return node.Deleting || isSettled || failsAsBefore ? state with { Slots = state.Slots.Remove(key) } : state;
    }

    /// <summary>A write that matters changes the content, and with it the generation.</summary>
    private static bool WasWrittenUnder(Slot slot, NodeDigest node) =>
        node.TemplateGeneration >= slot.FormGeneration
        && (!IsSame(slot.ObjectUid, node.ObjectUid)
            || (node.Generation > slot.GenerationBefore && (slot.WrittenBefore is null || node.Generation > slot.WrittenBefore)));

    /// <summary>Whether two uids are of one object; an older release told none.</summary>
    private static bool IsSame(string uid, string other) => uid.Length == 0 || other.Length == 0 || string.Equals(uid, other, StringComparison.Ordinal);

    /// <summary>
    /// Nodes that are not ready in time give their slot up and are counted as failed, which may stop the rollout.
    /// </summary>
    private static RolloutState Expire(RolloutState state, DateTimeOffset now)
    {
        foreach (var (node, slot) in state.Slots)
        {
            if (slot.Written is not null && now - slot.GrantedAt >= state.Deadline)
            {
                state = state with
                {
                    Slots = state.Slots.Remove(node),
                    Failed = slot.WasFailing ? state.Failed : state.Failed.SetItem(node.Name, slot.FormGeneration),
                };
            }
        }

        return state;
    }

    /// <summary>Gives a node that is in the middle of an update the slot that a predecessor had granted it.</summary>
    private static RolloutState Recover(RolloutState state, NodeDigest node) =>
        state.MaxSkew == 0 || !IsUpdating(node) || state.Slots.ContainsKey(node.Node)
            ? state
            : state with
            {
                Slots = state.Slots.SetItem(node.Node, new Slot
                {
                    FormGeneration = node.TemplateGeneration,
                    GrantedAt = node.UpdateStartedAt!.Value,
                    GenerationBefore = node.Generation - 1,
                    Written = node.Generation,
                    ObjectUid = node.ObjectUid,
                }),
            };

    private static bool IsUpdating(NodeDigest node) =>
        !node.Settled
        && !node.Deleting
        && node.UpdateStartedAt is { } started
        && (node.ObservedGeneration < node.Generation
            || node.ReadyChangedAt is not { } changed
            || node.Ready
            || changed - started <= TurnsUnreadyWithin);

    private static RolloutState Dequeue(RolloutState state, NodeKey node) => state with
    {
        Queue = state.Queue.Remove(new Waiting(node, Urgent: true)).Remove(new Waiting(node, Urgent: false)),
    };
}

/// <summary>The outcome of a decision.</summary>
internal readonly record struct RolloutDecision(RolloutState State, IReadOnlyList<PermitGranted> Grants);
