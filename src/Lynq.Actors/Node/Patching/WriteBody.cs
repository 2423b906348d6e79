using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Composition;
using Lynq.Actors.Node.Ownership;
using Lynq.Crds;

namespace Lynq.Actors.Node.Patching;

/// <summary>The bodies of the three ways to write an object (contract §10.7). The tracking metadata travel with the payload.</summary>
internal static class WriteBody
{
    /// <summary>
    /// For an object under another controller: the fields without our owner reference, since an object has one controller at most.
    /// </summary>
    public static JsonObject WithoutOwner(JsonObject body)
    {
        body["metadata"]!.AsObject().Remove("ownerReferences");
        return body;
    }

    /// <summary>
    /// A merge patch (RFC 7386). It replaces lists whole, so owner references of others are repeated, and ours is taken out
    /// explicitly when the object no longer carries one.
    /// </summary>
    public static JsonObject Merge(JsonObject full, LiveMetadata live, NodeIdentity node)
    {
        var metadata = full["metadata"]!.AsObject();
        var ours = metadata["ownerReferences"] as JsonArray;
        metadata.Remove("ownerReferences");
        var kept = Foreign(live, node);
        if (ours is not null) kept.Add(ours[0]!.DeepClone());
        if (!SameReferences(kept, live)) metadata["ownerReferences"] = kept.Count > 0 ? kept : null;
        return full;
    }

    /// <summary>
    /// A full update of the live version. What the server assigned for good is carried over, as are finalizers and owner
    /// references of others: they are not the form's to remove.
    /// </summary>
    public static JsonObject Replace(JsonObject full, JsonElement live, NodeIdentity node)
    {
        var metadata = full["metadata"]!.AsObject();
        var current = LiveMetadata.Of(live);
        metadata["resourceVersion"] = current.ResourceVersion;
        metadata["uid"] = current.Uid;
        if (Readiness.LiveStatus.Child(current.Json, "finalizers") is { ValueKind: JsonValueKind.Array } finalizers)
            metadata["finalizers"] = Union(metadata["finalizers"] as JsonArray, finalizers);
        var references = Foreign(current, node);
        if (metadata["ownerReferences"] is JsonArray ours) references.Add(ours[0]!.DeepClone());
        metadata.Remove("ownerReferences");
        if (references.Count > 0) metadata["ownerReferences"] = references;
        ServerAssigned.CarryOver(full, live);
        return full;
    }

    private static JsonArray Foreign(LiveMetadata live, NodeIdentity node)
    {
        var kept = new JsonArray();
        if (live.OwnerReferences.ValueKind != JsonValueKind.Array) return kept;
        foreach (var reference in live.OwnerReferences.EnumerateArray())
        {
            var isOurs = Readiness.LiveStatus.Text(reference, "uid") == node.Uid
                || (Readiness.LiveStatus.Text(reference, "kind") == LynqApi.NodeKind && Readiness.LiveStatus.Text(reference, "name") == node.Name);
            if (!isOurs) kept.Add(JsonObject.Create(reference));
        }

        return kept;
    }

    private static bool SameReferences(JsonArray wanted, LiveMetadata live)
    {
        if (live.OwnerReferences.ValueKind != JsonValueKind.Array) return wanted.Count == 0;
        return JsonNode.DeepEquals(wanted, JsonArray.Create(live.OwnerReferences));
    }

    private static JsonArray Union(JsonArray? own, JsonElement live)
    {
        var names = (own ?? []).Select(n => (string)n!).Concat(live.EnumerateArray().Select(n => n.GetString()!)).Distinct(StringComparer.Ordinal);
        return new JsonArray([.. names.Select(n => JsonValue.Create(n))]);
    }
}
