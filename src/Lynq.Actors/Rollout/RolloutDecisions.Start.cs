using Lynq.Actors.Node;
using Lynq.Crds;
using Lynq.Crds.Validation;

namespace Lynq.Actors.Rollout;

// How a rollout begins: from the LynqNodes, from what a predecessor hands over, and quietly while that may be incomplete.
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
}
