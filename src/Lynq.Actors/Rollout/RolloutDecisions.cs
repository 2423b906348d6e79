using Lynq.Actors.Node;
using Lynq.Crds;
using Lynq.Crds.Validation;

namespace Lynq.Actors.Rollout;

/// <summary>
/// Who may be changed, and when: plain functions from state and event to state and grants (contract §12). The invariant is
/// that the slots are never more than maxSkew, and that a node keeps its slot until what it wrote has settled.
/// </summary>
internal static class RolloutDecisions
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

    /// <summary>Time after which a grant without answer is sent again.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMinutes(1);

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

        var written = state.Slots.TryGetValue(node, out var slot) && slot.Written is not null && IsSame(slot.ObjectUid, objectUid);
        return Grant(
            state with
            {
                Nodes = state.Nodes.Remove(node),
                Failed = state.Failed.Remove(node.Name),
                Slots = written ? state.Slots.Remove(node) : state.Slots,
            },
            now);
    }

    /// <summary>A node wants to change.</summary>
    public static RolloutDecision OnRequested(RolloutState state, PermitRequested request, DateTimeOffset now)
    {
        var waiting = new Waiting(request.Node, request.Urgent);
        state = state with { Queue = Dequeue(state, request.Node).Queue.Add(waiting) };
        return Grant(state, now);
    }

    /// <summary>A node has written under its permit.</summary>
    public static RolloutDecision OnUsed(RolloutState state, NodeKey node, string objectUid, long objectGeneration, DateTimeOffset now)
    {
        if (state.MaxSkew == 0)
        {
            return new RolloutDecision(state, []);
        }

        var slot = state.Slots.GetValueOrDefault(node) ?? NewSlot(state, node, now);
        state = state with { Slots = state.Slots.SetItem(node, slot with { Written = objectGeneration, WrittenBefore = null, ObjectUid = objectUid }) };
        return Grant(Release(state, node), now);
    }

    /// <summary>A node does not need its permit. What an earlier one had begun still has to settle.</summary>
    public static RolloutDecision OnReturned(RolloutState state, NodeKey node, DateTimeOffset now)
    {
        state = Dequeue(state, node);
        if (state.Slots.TryGetValue(node, out var slot) && slot.Written is null)
        {
            var slots = slot.WrittenBefore is { } before
                ? state.Slots.SetItem(node, slot with { Written = before, WrittenBefore = null })
                : state.Slots.Remove(node);
            state = Release(state with { Slots = slots }, node);
        }

        return Grant(state, now);
    }

    /// <summary>The hub says how many nodes there shall be.</summary>
    public static RolloutState OnDesired(RolloutState state, int count) => state with { Desired = count };

    /// <summary>Time has passed: nodes fail their deadline, and grants without answer are sent again.</summary>
    public static RolloutDecision OnTime(RolloutState state, DateTimeOffset now)
    {
        var again = new List<PermitGranted>();
        foreach (var (node, slot) in state.Slots)
        {
            if (slot.Written is null && now - slot.GrantedAt >= AnswerWithin)
            {
                again.Add(NewPermit(node, slot.FormGeneration, now));
                state = state with { Slots = state.Slots.SetItem(node, slot with { GrantedAt = now }) };
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
            var due = slot.GrantedAt + (slot.Written is null ? AnswerWithin : state.Deadline);
            next = next is null || due < next ? due : next;
        }

        return next;
    }

    /// <summary>Hands free slots to those who wait. A node that has a slot already keeps it for its newer change.</summary>
    private static RolloutDecision Grant(RolloutState state, DateTimeOffset now)
    {
        state = Expire(state, now);
        if (!state.MayGrant || state.Queue.IsEmpty || now < state.QuietUntil)
        {
            return new RolloutDecision(state, []);
        }

        var grants = new List<PermitGranted>();
        foreach (var waiting in state.Queue)
        {
            var held = state.Slots.GetValueOrDefault(waiting.Node);
            if (held is null && !HasRoomFor(state, waiting))
            {
                // Those who hold a slot may stand further down; nobody else is served any more.
                if (state.Slots.Count < state.MaxSkew || !AnyHolderWaits(state))
                {
                    break;
                }

                continue;
            }

            grants.Add(NewPermit(waiting.Node, state.Generation, now));
            state = Admit(state, waiting, held, now);
        }

        return new RolloutDecision(state, grants);
    }

    private static PermitGranted NewPermit(NodeKey node, long formGeneration, DateTimeOffset now) =>
        new() { Node = node, FormGeneration = formGeneration, UseBy = now + PermitLifetime };

    private static RolloutState Admit(RolloutState state, Waiting waiting, Slot? held, DateTimeOffset now)
    {
        state = state with { Queue = state.Queue.Remove(waiting) };
        if (state.MaxSkew == 0)
        {
            return state;
        }

        var slot = NewSlot(state, waiting.Node, now) with
        {
            WrittenBefore = held?.Written ?? held?.WrittenBefore,
            WasFailing = held?.WasFailing ?? waiting.Urgent,
        };
        return state with
        {
            Slots = state.Slots.SetItem(waiting.Node, slot),
            Failed = state.Failed.Remove(waiting.Node.Name),
        };
    }

    private static Slot NewSlot(RolloutState state, NodeKey node, DateTimeOffset now) => new()
    {
        FormGeneration = state.Generation,
        GrantedAt = now,
        GenerationBefore = state.Nodes.GetValueOrDefault(node)?.Generation ?? 0,
        ObjectUid = state.Nodes.GetValueOrDefault(node)?.ObjectUid ?? "",
    };

    private static bool HasRoomFor(RolloutState state, Waiting waiting) =>
        state.MaxSkew == 0 || (state.Slots.Count < state.MaxSkew && (!state.HasFailed || waiting.Urgent));

    private static bool AnyHolderWaits(RolloutState state) => state.Queue.Any(w => state.Slots.ContainsKey(w.Node));

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

        // What is known may still be the predecessor of what was created.
        if (slot.Written is not null && !IsSame(slot.ObjectUid, node.ObjectUid))
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
