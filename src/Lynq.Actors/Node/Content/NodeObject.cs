using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Composition;
using Lynq.Crds;

namespace Lynq.Actors.Node.Content;

/// <summary>The bodies of writes to a LynqNode.</summary>
internal static class NodeObject
{
    /// <summary>A new LynqNode, finalizer included so that nothing can be applied without one.</summary>
    public static JsonObject Create(NodeKey node, HubKey hub, string hubUid, NodeContent content, SortedDictionary<string, string?> annotations)
    {
        var metadata = new JsonObject
        {
            ["name"] = node.Name,
            ["namespace"] = node.Namespace,
            ["labels"] = Labels(hub, content.Spec),
            ["annotations"] = Map(annotations.Where(a => a.Value is not null)),
            ["finalizers"] = new JsonArray(LynqNames.NodeFinalizer),
        };
        if (hubUid.Length > 0) metadata["ownerReferences"] = new JsonArray(HubReference(hub, hubUid));
        return new JsonObject
        {
            ["apiVersion"] = LynqApi.ApiVersion,
            ["kind"] = LynqApi.NodeKind,
            ["metadata"] = metadata,
            ["spec"] = JsonSerializer.SerializeToNode(content.Spec, CrdJson.Default.LynqNodeSpec),
        };
    }

    /// <summary>A merge patch that brings annotations, our labels, the hub's reference and, unless null, the content in line. The uid is a precondition.</summary>
    public static JsonObject Patch(NodeFacts facts, HubKey hub, string hubUid, LynqNodeSpec spec, SortedDictionary<string, string?> annotations, NodeContent? content)
    {
        var metadata = new JsonObject { ["uid"] = facts.Uid, ["labels"] = Labels(hub, spec), ["annotations"] = Map(annotations) };
        if (!facts.IsOwnedBy(hubUid))
        {
            // The list is replaced whole: never a newer one of somebody else.
            metadata["resourceVersion"] = facts.ResourceVersion;
            var others = facts.OtherOwners.Select(owner => JsonSerializer.SerializeToNode(owner, CrdJson.Default.OwnerReference));
            metadata["ownerReferences"] = new JsonArray([HubReference(hub, hubUid), .. others]);
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

    private static JsonObject Labels(HubKey hub, LynqNodeSpec spec)
    {
        var labels = new JsonObject { [LynqLabels.Hub] = hub.Name, [LynqLabels.Uid] = spec.Uid };
        if (spec.TemplateRef.Length <= 63) labels[LynqLabels.Form] = spec.TemplateRef;
        return labels;
    }

    private static JsonObject HubReference(HubKey hub, string uid) => new()
    {
        ["apiVersion"] = LynqApi.ApiVersion,
        ["kind"] = LynqApi.HubKind,
        ["name"] = hub.Name,
        ["uid"] = uid,
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    private static JsonObject Map(IEnumerable<KeyValuePair<string, string?>> map)
    {
        var result = new JsonObject();
        foreach (var (key, value) in map) result[key] = value;
        return result;
    }
}
