using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Composition;
using Lynq.Crds;

namespace Lynq.Actors.Node.Content;

/// <summary>The bodies of writes to a LynqNode.</summary>
internal static class NodeObject
{
    /// <summary>A new LynqNode, finalizer included so that nothing can be applied without one.</summary>
    public static LynqNode Create(NodeKey node, HubKey hub, string hubUid, NodeContent content, SortedDictionary<string, string?> annotations) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = node.Name,
            Namespace = node.Namespace,
            Labels = Labels(hub, content.Spec),
            Annotations = annotations.Where(a => a.Value is not null).ToDictionary(a => a.Key, a => a.Value!, StringComparer.Ordinal),
            Finalizers = [LynqNames.NodeFinalizer],
            OwnerReferences = hubUid.Length > 0 ? [HubReference(hub, hubUid)] : null,
        },
        Spec = content.Spec,
    };

    /// <summary>A merge patch that brings annotations, our labels, the hub's reference and, unless null, the content in line. The uid is a precondition.</summary>
    public static JsonObject Patch(NodeFacts facts, HubKey hub, string hubUid, LynqNodeSpec spec, SortedDictionary<string, string?> annotations, NodeContent? content)
    {
        var metadata = new JsonObject { ["uid"] = facts.Uid, ["labels"] = JsonSerializer.SerializeToNode(Labels(hub, spec), NodeJson.Default.DictionaryStringString), ["annotations"] = Map(annotations) };
        if (!facts.IsOwnedBy(hubUid))
        {
            // The list is replaced whole: never a newer one of somebody else.
            metadata["resourceVersion"] = facts.ResourceVersion;
            OwnerReference[] owners = [HubReference(hub, hubUid), .. facts.OtherOwners];
            metadata["ownerReferences"] = new JsonArray([.. owners.Select(owner => JsonSerializer.SerializeToNode(owner, CrdJson.Default.OwnerReference))]);
        }

        var patch = new JsonObject { ["metadata"] = metadata };
        if (content is null) return patch;
        var body = JsonSerializer.SerializeToNode(content.Spec, CrdJson.Default.LynqNodeSpec)!.AsObject();
        foreach (var array in ResourceArray.All)
        {
            if (!body.ContainsKey(array.Name)) body[array.Name] = null;
        }

        patch["spec"] = body;
        return patch;
    }

    private static Dictionary<string, string> Labels(HubKey hub, LynqNodeSpec spec)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [LynqLabels.Hub] = hub.Name, [LynqLabels.Uid] = spec.Uid };
        if (spec.TemplateRef.Length <= 63) labels[LynqLabels.Form] = spec.TemplateRef;
        return labels;
    }

    private static OwnerReference HubReference(HubKey hub, string uid) => new()
    {
        ApiVersion = LynqApi.ApiVersion,
        Kind = LynqApi.HubKind,
        Name = hub.Name,
        Uid = uid,
        Controller = true,
        BlockOwnerDeletion = true,
    };

    private static JsonObject Map(IEnumerable<KeyValuePair<string, string?>> map)
    {
        var result = new JsonObject();
        foreach (var (key, value) in map) result[key] = value;
        return result;
    }
}
