using System.Collections.Immutable;
using Lynq.Actors.Node;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Hub;

internal static partial class HubDecisions
{
    /// <summary>
    /// Deletes what is no longer desired: nodes of forms that are gone at once, nodes of rows that are gone within the guard.
    /// </summary>
    internal static HubState PlanDeletions(HubState state, List<HubEffect> effects)
    {
        if (!state.MayAct) return state;
        var formless = new List<NodeDigest>();
        var rowless = new List<NodeDigest>();
        foreach (var node in state.Nodes.Values.Where(node => IsStaying(state, node)))
        {
            if (!state.Forms.ContainsKey(node.Form.Name)) formless.Add(node);
            else if (state.RowsAreRead && !state.Rows.ContainsKey(node.RowUid)) rowless.Add(node);
        }

        state = Delete(state, formless, "its form is gone", effects, becauseOfForm: true);
        return state.RowsAreRead ? PlanGuarded(state, rowless, effects) : state;
    }

    /// <summary>
    /// Every node of a hub that is being deleted goes, then the hub (contract §6.2). With orphan propagation they stay.
    /// </summary>
    internal static HubState DeleteEverything(HubState state, List<HubEffect> effects)
    {
        var metadata = state.Hub!.Metadata;
        var orphan = metadata.HasFinalizer("orphan");
        if (!orphan)
        {
            var rest = state.Nodes.Values.Where(node => IsStaying(state, node)).ToList();
            state = Delete(state, rest, "its hub is being deleted", effects);
        }

        if ((orphan || state.Nodes.IsEmpty) && metadata.HasFinalizer(LynqNames.HubFinalizer))
        {
            effects.Add(new HubEffect.ReleaseHub());
        }

        return state;
    }

    /// <summary>
    /// Nodes were not deleted because their form exists after all. The informer brings it, if it has not meanwhile; what does not come
    /// is looked at again with the next sync.
    /// </summary>
    public static HubDecision OnSpared(HubState state, IReadOnlyList<NodeKey> nodes)
    {
        var effects = new List<HubEffect>();
        state = state with { Deleting = state.Deleting.Except(nodes) };
        if (state.IsDeleting) return new HubDecision(DeleteEverything(state, effects), effects);
        foreach (var node in nodes)
        {
            if (state.Nodes.TryGetValue(node, out var digest) && state.Forms.TryGetValue(digest.Form.Name, out var form))
                state = PairPlan.Apply(state, form, digest.RowUid, row: default, Repetition.Always, effects);
        }

        return new HubDecision(state, effects);
    }

    private static HubState PlanGuarded(HubState state, List<NodeDigest> rowless, List<HubEffect> effects)
    {
        var approval = state.Hub!.Metadata.Annotation(LynqAnnotations.ApproveDeletion);
        state = state with { Consented = StillLeaving(state, rowless) };
        if (Judge(state, rowless, approval) is { } held) return Hold(state, held, effects);

        // A node whose deletion fails is tried again: it is a part of what was consented to.
        var consented = rowless.Count > 0 && approval == HeldDeletions.HashOf(rowless) ? state.Consented.Union(rowless.Select(n => n.ObjectUid)) : state.Consented;
        return Delete(state with { Held = null, HeldAtStart = null, Consented = consented }, rowless, "its row is gone or switched off", effects);
    }

    private static HeldDeletions? Judge(HubState state, List<NodeDigest> rowless, string? approval)
    {
        // Most syncs delete nothing: what there is need not be counted for them.
        if (rowless.TrueForAll(node => state.Consented.Contains(node.ObjectUid))) return null;
        var existing = state.Nodes.Values.Where(node => IsStaying(state, node)).ToList();
        var scene = new GuardScene(rowless, existing, state.LastSync?.Read ?? 0, Pending.RowsOf(state));
        return GuardRule.Decide(state.Hub!.Spec.DeletionGuard, scene, approval, HeldBefore.Of(state, rowless));
    }

    /// <summary>Told once for each set, by whichever process: a restart that finds the same set has no news.</summary>
    private static HubState Hold(HubState state, HeldDeletions held, List<HubEffect> effects)
    {
        if (held.Hash != state.Held?.Hash && !(state.Held is null && HubStatusRule.SaysHeld(state.Hub, held)))
        {
            effects.Add(new HubEffect.Emit(EventType.Warning, EventReasons.DeletionHeld, held.Describe(HubKey.Of(state.Hub!), state.Nodes.Values.Count(node => IsStaying(state, node)))));
        }

        return state with { Held = held, HeldAtStart = null };
    }

    private static bool IsStaying(HubState state, NodeDigest node) => !node.Deleting && !state.Deleting.Contains(node.Node);

    /// <summary>Consent ends with the object that it is for, and when its row is back.</summary>
    private static ImmutableHashSet<string> StillLeaving(HubState state, List<NodeDigest> rowless) => state.Consented.IsEmpty
        ? state.Consented
        : state.Consented.Intersect(rowless.Concat(state.Deleting.Select(state.Nodes.GetValueOrDefault).OfType<NodeDigest>()).Select(n => n.ObjectUid));

    private static HubState Delete(HubState state, List<NodeDigest> nodes, string why, List<HubEffect> effects, bool becauseOfForm = false)
    {
        foreach (var node in nodes.OrderBy(n => n.Node.Name, StringComparer.Ordinal))
        {
            effects.Add(new HubEffect.Emit(EventType.Normal, EventReasons.NodeDeleting, $"Node {node.Node.Name} is deleted: {why}"));
            effects.Add(new HubEffect.Delete(node, becauseOfForm));
        }

        return state with
        {
            Deleting = state.Deleting.Union(nodes.Select(n => n.Node)),
            Told = state.Told.RemoveRange(nodes.Select(n => n.Node)),
        };
    }
}
