using Lynq.Actors.Node;
using Lynq.Actors.Node.Content;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Hub;

/// <summary>What is to be done about one pair of row and form (contract §6 step 5).</summary>
internal static class PairPlan
{
    /// <summary>Whether the values of a row must be at hand: one of its nodes is missing or has other values.</summary>
    public static bool NeedsValues(HubState state, string uid, UInt128 hash)
    {
        foreach (var form in state.Forms.Values)
        {
            var node = NodeKey.For(form.Form, uid);
            if (form.Valid && (!state.Nodes.TryGetValue(node, out var digest) || digest.RowHash != hash))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Tells the node of the pair what it shall be, if it is not that and has not been told.</summary>
    /// <param name="state">The state.</param>
    /// <param name="form">The form.</param>
    /// <param name="uid">The row's uid.</param>
    /// <param name="row">The row's values if they are at hand.</param>
    /// <param name="repetition">Whether it is told although it was told before: messages to actors that have failed meanwhile are lost.</param>
    /// <param name="effects">Receives what is to be done.</param>
    public static HubState Apply(HubState state, FormEntry form, string uid, PackedRow row, Repetition repetition, List<HubEffect> effects)
    {
        var node = NodeKey.For(form.Form, uid);
        if (!form.Valid || !state.MayAct || !state.Rows.TryGetValue(uid, out var hash) || state.Deleting.Contains(node))
        {
            return state;
        }

        var excess = state.TooLarge.GetValueOrDefault(uid);
        var wish = new Wish(hash, form.Generation);
        if (!state.Nodes.TryGetValue(node, out var digest))
        {
            return (NameProblem(node) ?? excess) is { } problem
                ? Refuse(state, node, problem, effects)
                : Tell(state, form, node, wish, row, repetition, effects);
        }

        if (digest.Deleting)
        {
            return state;
        }

        if (!IsOf(digest, form, uid))
        {
            return Refuse(state, node, Collision(digest, form, uid), effects);
        }

        if (excess is not null)
        {
            return KeepRow(Refuse(state, node, excess, effects), form, digest, repetition, effects);
        }

        return IsAsWished(digest, wish, state.Hub!) ? Satisfied(state, node) : Tell(state, form, node, wish, row, repetition, effects);
    }

    /// <summary>Nobody can write what the row asks for: the node goes on with the row that it has, and follows its form.</summary>
    private static HubState KeepRow(HubState state, FormEntry form, NodeDigest digest, Repetition repetition, List<HubEffect> effects)
    {
        var wish = new Wish(digest.RowHash, form.Generation);
        return digest.RowHash == 0 || IsAsWished(digest, wish, state.Hub!) ? state : Tell(state, form, digest.Node, wish, row: default, repetition, effects);
    }

    private static HubState Tell(HubState state, FormEntry form, NodeKey node, Wish wish, PackedRow row, Repetition repetition, List<HubEffect> effects)
    {
        var now = state.LastSync?.EndedAt ?? DateTimeOffset.MinValue;
        if (state.Told.TryGetValue(node, out var told) && told.Wish == wish && !told.IsToBeRepeated(repetition, now))
        {
            return state;
        }

        var desired = new DesireNode
        {
            Node = node,
            Hub = HubKey.Of(state.Hub!),
            HubUid = state.Hub!.Metadata.Uid ?? string.Empty,
            Form = form.Form,
            FormGeneration = form.Generation,
            RowHash = wish.RowHash,
        };
        effects.Add(new HubEffect.Desire(desired, row));
        return state with { Told = state.Told.SetItem(node, new Telling(wish, now)) };
    }

    /// <summary>Records that a node cannot be, and says so once: not again because a process starts anew.</summary>
    public static HubState Refuse(HubState state, NodeKey node, string message, List<HubEffect> effects) =>
        Refuse(state, node, new Refusal(EventReasons.NodeCreateFailed, message), effects);

    /// <inheritdoc cref="Refuse(HubState, NodeKey, string, List{HubEffect})"/>
    public static HubState Refuse(HubState state, NodeKey node, Refusal refusal, List<HubEffect> effects)
    {
        if (state.Refused.TryGetValue(node.Name, out var known) && known == refusal)
        {
            return state;
        }

        if (known is not null || state.SaidAtStart is not { } said || !RefusedNodes.IsToldBy(said, node.Name, refusal))
        {
            effects.Add(new HubEffect.Emit(EventType.Warning, refusal.Reason, $"Node {node.Name}: {refusal.Message}"));
        }

        return state with { Refused = state.Refused.SetItem(node.Name, refusal) };
    }

    private static HubState Satisfied(HubState state, NodeKey node) =>
        state.Told.ContainsKey(node) || state.Refused.ContainsKey(node.Name)
            ? state with { Told = state.Told.Remove(node), Refused = state.Refused.Remove(node.Name) }
            : state;

    private static bool IsOf(NodeDigest digest, FormEntry form, string uid) =>
        digest.Form == form.Form && string.Equals(digest.RowUid, uid, StringComparison.Ordinal);

    private static bool IsAsWished(NodeDigest digest, Wish wish, LynqHub hub) =>
        digest.RowHash == wish.RowHash && digest.TemplateGeneration == wish.FormGeneration && digest.OwnerUid == hub.Metadata.Uid;

    private static string? NameProblem(NodeKey node) =>
        UidRules.FitsName(node) ? null : $"\"{node.Name}\" is not a valid object name: shorten or correct the uid or the form's name";

    /// <summary>Two pairs can make one name: <c>a-b</c> with form <c>c</c>, and <c>a</c> with form <c>b-c</c>.</summary>
    private static string Collision(NodeDigest digest, FormEntry form, string uid) =>
        $"the name belongs to uid \"{digest.RowUid}\" of form {digest.Form.Name}; uid \"{uid}\" of form {form.Form.Name} makes the same name: rename one of them";
}
