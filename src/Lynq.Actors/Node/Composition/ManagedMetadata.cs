using System.Text.Json.Nodes;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Watching;
using Lynq.Crds;

namespace Lynq.Actors.Node.Composition;

/// <summary>
/// The operator's own keys on a managed object, laid over what the form says (contract §2.4, §4.7): tracking labels on every
/// object, so that watches can select them; the owner reference where the API allows it.
/// </summary>
internal static class ManagedMetadata
{
    /// <summary>Lays the form's label and annotation templates over the object's own metadata, then ours on top.</summary>
    public static void Lay(JsonObject metadata, ResourceTemplate resource, NodeIdentity node, bool owned)
    {
        var labels = Map(metadata, "labels", resource.LabelsTemplate);
        var annotations = Map(metadata, "annotations", resource.AnnotationsTemplate);
        var reserved = Reserved(labels).Concat(Reserved(annotations)).ToList();
        foreach (var key in reserved)
        {
            labels.Remove(key);
            annotations.Remove(key);
        }

        labels[LynqLabels.Node] = TrackingLabels.Value(node.Name);
        labels[LynqLabels.NodeNamespace] = TrackingLabels.Value(node.Namespace);
        if (TrackingLabels.Value(node.Name) != node.Name) annotations[LynqLabels.Node] = node.Name;
        var policies = resource.Policies;
        annotations[LynqAnnotations.DeletionPolicy] = policies.Deletion.ToString();
        if (policies.Creation == CreationPolicy.Once) annotations[LynqAnnotations.CreatedOnce] = "true";
        if (owned) metadata["ownerReferences"] = new JsonArray(OwnerReference(node));
    }

    /// <summary>The controller reference from a managed object to its node.</summary>
    public static JsonObject OwnerReference(NodeIdentity node) => new()
    {
        ["apiVersion"] = LynqApi.ApiVersion,
        ["kind"] = LynqApi.NodeKind,
        ["name"] = node.Name,
        ["uid"] = node.Uid,
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    private static JsonObject Map(JsonObject metadata, string name, IReadOnlyDictionary<string, string>? over)
    {
        // A map that is no object would be refused by the server anyway; the operator's keys need one.
        if (metadata[name] is not JsonObject map) metadata[name] = map = new JsonObject();
        if (over is null) return map;
        foreach (var (key, value) in over) map[key] = value;
        return map;
    }

    private static IEnumerable<string> Reserved(JsonObject map) =>
        map.Select(pair => pair.Key).Where(key => key.StartsWith(LynqNames.Prefix, StringComparison.Ordinal)).ToList();
}
