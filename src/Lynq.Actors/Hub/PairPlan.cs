using Lynq.Actors.Node;
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
    /// <param name="again">Tell it although it was told before: messages to actors that have failed meanwhile are lost.</param>
    /// <param name="effects">Receives what is to be done.</param>
    public static HubState Apply(HubState state, FormEntry form, string uid, NodeRow? row, bool again, List<HubEffect> effects)
    {
        var node = NodeKey.For(form.Form, uid);
        if (!form.Valid || !state.MayAct || !state.Rows.TryGetValue(uid, out var hash) || state.Deleting.Contains(node))
        {
            return state;
        }

        var wish = new Wish(hash, form.Generation);
        if (state.Nodes.TryGetValue(node, out var digest))
        {
            if (digest.Deleting || !IsOf(digest, form, uid))
            {
                return digest.Deleting ? state : Refuse(state, node, Collision(digest, form, uid), effects);
            }

            if (IsAsWished(digest, wish, state.Hub!))
            {
                return Satisfied(state, node);
            }
        }
        else if (!UidRules.FitsName(node))
        {
            return Refuse(state, node, $"\"{node.Name}\" is not a valid object name: shorten or correct the uid or the form's name", effects);
        }

        if (!again && state.Told.TryGetValue(node, out var told) && told == wish)
        {
            return state;
        }

        effects.Add(new HubEffect.Desire(new DesireNode
        {
            Node = node,
            Hub = HubKey.Of(state.Hub!),
            HubUid = state.Hub!.Metadata.Uid ?? string.Empty,
            Form = form.Form,
            FormGeneration = form.Generation,
            Row = row,
            RowHash = hash,
        }));
        return state with { Told = state.Told.SetItem(node, wish) };
    }

    /// <summary>Records that a node cannot be, and says so once.</summary>
    public static HubState Refuse(HubState state, NodeKey node, string message, List<HubEffect> effects) =>
        Refuse(state, node, new Refusal(EventReasons.NodeCreateFailed, message), effects);

    /// <inheritdoc cref="Refuse(HubState, NodeKey, string, List{HubEffect})"/>
    public static HubState Refuse(HubState state, NodeKey node, Refusal refusal, List<HubEffect> effects)
    {
        if (state.Refused.TryGetValue(node.Name, out var known) && known == refusal)
        {
            return state;
        }

        effects.Add(new HubEffect.Emit(EventType.Warning, refusal.Reason, $"Node {node.Name}: {refusal.Message}"));
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

    /// <summary>Two pairs can make one name: <c>a-b</c> with form <c>c</c>, and <c>a</c> with form <c>b-c</c>.</summary>
    private static string Collision(NodeDigest digest, FormEntry form, string uid) =>
        $"the name belongs to uid \"{digest.RowUid}\" of form {digest.Form.Name}; uid \"{uid}\" of form {form.Form.Name} makes the same name: rename one of them";
}
