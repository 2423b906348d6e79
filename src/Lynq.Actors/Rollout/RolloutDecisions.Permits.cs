using Lynq.Actors.Node;
using Lynq.Crds;

namespace Lynq.Actors.Rollout;

internal static partial class RolloutDecisions
{
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
            if (held is { UnderWay: true })
            {
                // It is served when it has answered what it has.
                continue;
            }

            if (held is null && !HasRoomFor(state, waiting))
            {
                // Those who hold a slot may stand further down; nobody else is served any more.
                if (state.Slots.Count < state.MaxSkew || !AnyHolderWaits(state))
                {
                    break;
                }

                continue;
            }

            (state, var permit) = NewPermit(state, waiting.Node, state.Generation, now);
            grants.Add(permit);
            state = Admit(state, waiting, held, permit, now);
        }

        return new RolloutDecision(state, grants);
    }

    // Higher than those of a predecessor too, whose permits may still be under way.
    private static (RolloutState State, PermitGranted Permit) NewPermit(RolloutState state, NodeKey node, long formGeneration, DateTimeOffset now)
    {
        var number = Math.Max(state.LastPermit + 1, now.UtcTicks);
        return (
            state with { LastPermit = number },
            new PermitGranted { Node = node, FormGeneration = formGeneration, Number = number, UseBy = now + PermitLifetime });
    }

    private static RolloutState Admit(RolloutState state, Waiting waiting, Slot? held, PermitGranted permit, DateTimeOffset now)
    {
        state = state with { Queue = state.Queue.Remove(waiting) };
        if (state.MaxSkew == 0)
        {
            return state;
        }

        var slot = NewSlot(state, waiting.Node, now) with
        {
            Permit = permit.Number,
            UnderWay = true,
            SentAt = now,
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

    private static bool AnyHolderWaits(RolloutState state) => state.Queue.Any(w => state.Slots.TryGetValue(w.Node, out var held) && !held.UnderWay);

    /// <summary>Whether a node's word is about the permit that is under way; an older release gives no number.</summary>
    private static bool IsAnswer(Slot slot, long permit) => permit == 0 || permit >= slot.Permit;

    /// <summary>A permit came to nothing that is known of: the slot is kept, since a write whose answer was lost may have been done.</summary>
    private static RolloutState Answered(RolloutState state, NodeKey node, Slot slot) =>
        state with { Slots = state.Slots.SetItem(node, slot with { UnderWay = false }) };
}
