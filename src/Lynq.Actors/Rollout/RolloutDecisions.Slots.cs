using Lynq.Actors.Node;
using Lynq.Crds;

namespace Lynq.Actors.Rollout;

internal static partial class RolloutDecisions
{
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

        return IsOver(slot, node) ? state with { Slots = state.Slots.Remove(key) } : state;
    }

    private static bool IsOver(Slot slot, NodeDigest node)
    {
        // While a permit is under way more may come.
        if (slot.UnderWay) return false;
        if (slot.Written is not { } written) return node.Deleting;
        // What is known may still be the predecessor of what was created.
        if (!IsSame(slot.ObjectUid, node.ObjectUid)) return false;
        var isSettled = node.Generation >= written && node.Settled;
        var failsAsBefore = slot.WasFailing && node.Failed && node.ObservedGeneration >= written;
        return node.Deleting || isSettled || failsAsBefore;
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
}
