using System.Text.Json;
using Lynq.Actors.Node;
using Lynq.Actors.Node.Sharing;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Watching;

/// <summary>Makes of a managed object what its node is told of it.</summary>
internal static class ChildReader
{
    /// <summary>The node that an object belongs to by its tracking metadata; null when it names none.</summary>
    public static NodeKey? NodeOf(JsonElement child)
    {
        var metadata = Member(child, "metadata");
        var labels = Member(metadata, "labels");
        var annotations = Member(metadata, "annotations");
        return TrackingLabels.NodeOf(key => Text(labels, key), key => Text(annotations, key));
    }

    /// <summary>The message for a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kind">The object's kind.</param>
    /// <param name="identity">The object's identity, whose texts the informer keeps, too: they are held once.</param>
    /// <param name="child">The object.</param>
    /// <param name="deleted">It is gone.</param>
    public static ChildObserved Read(NodeKey node, GroupVersionKind kind, ObjectIdentity identity, JsonElement child, bool deleted)
    {
        var metadata = Member(child, "metadata");
        return new ChildObserved
        {
            Node = node,
            Resource = new ResourceKey(kind, SharedText.Of(identity.Namespace), identity.Name),
            Uid = identity.Uid,
            ResourceVersion = identity.ResourceVersion,
            Generation = Member(metadata, "generation") is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : 0,
            Deleted = deleted,
            Deleting = Text(metadata, "deletionTimestamp") is not null,
            Object = child,
        };
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
