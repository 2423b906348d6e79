using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Watching;
using Lynq.Crds;

namespace Lynq.Actors.Node.Patching;

/// <summary>Merge patches that change nothing but metadata: leaving an object behind, and taking one back (contract §10.5).</summary>
internal static class OrphanBody
{
    /// <summary>Takes our owner reference and tracking off and adds the markers. The payload stays.</summary>
    /// <param name="live">Live metadata.</param>
    /// <param name="node">The node that leaves it.</param>
    /// <param name="reason">One of <see cref="OrphanReasons"/>.</param>
    /// <param name="now">For <c>lynq.sh/orphaned-at</c>.</param>
    public static JsonObject Retain(LiveMetadata live, NodeIdentity node, string reason, DateTimeOffset now)
    {
        var patch = Release(live, node);
        patch["metadata"]!["labels"]![LynqLabels.Orphaned] = "true";
        patch["metadata"]!["annotations"]![LynqAnnotations.OrphanedAt] = KubernetesTimeConverter.Format(now);
        patch["metadata"]!["annotations"]![LynqAnnotations.OrphanedReason] = reason;
        return patch;
    }

    /// <summary>Takes our tracking off an object that existed before us.</summary>
    public static JsonObject Release(LiveMetadata live, NodeIdentity node)
    {
        var metadata = new JsonObject
        {
            // The precondition: never its successor of the same name.
            ["uid"] = live.Uid,
            ["labels"] = new JsonObject { [LynqLabels.Node] = null, [LynqLabels.NodeNamespace] = null },
            ["annotations"] = new JsonObject { [LynqLabels.Node] = null, [LynqAnnotations.Adopted] = null },
        };
        if (live.OwnerReferences is { ValueKind: JsonValueKind.Array } references)
        {
            var kept = references.EnumerateArray().Where(r => !IsOurs(r, node)).Select(r => (JsonNode?)JsonObject.Create(r)).ToArray();
            if (kept.Length < references.GetArrayLength()) metadata["ownerReferences"] = kept.Length > 0 ? new JsonArray(kept) : null;
        }

        return new JsonObject { ["metadata"] = metadata };
    }

    /// <summary>Removes the markers.</summary>
    public static JsonObject Unmark(string uid) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["uid"] = uid,
            ["labels"] = new JsonObject { [LynqLabels.Orphaned] = null },
            ["annotations"] = new JsonObject { [LynqAnnotations.OrphanedAt] = null, [LynqAnnotations.OrphanedReason] = null },
        },
    };

    /// <summary>Restores the tracking of a Once object without touching its payload, and removes orphan markers.</summary>
    public static JsonObject Track(LiveMetadata live, NodeIdentity node, JsonObject desired)
    {
        var wanted = desired["metadata"]!.AsObject();
        var patch = Unmark(live.Uid);
        var metadata = patch["metadata"]!.AsObject();
        foreach (var key in new[] { LynqLabels.Node, LynqLabels.NodeNamespace })
            metadata["labels"]![key] = wanted["labels"]![key]?.DeepClone();
        metadata["annotations"]![LynqAnnotations.DeletionPolicy] = wanted["annotations"]![LynqAnnotations.DeletionPolicy]?.DeepClone();
        if (wanted["annotations"]![LynqLabels.Node] is { } full) metadata["annotations"]![LynqLabels.Node] = full.DeepClone();
        if (OwnersToWrite(live, node, desired) is { } owners) metadata["ownerReferences"] = owners;
        return patch;
    }

    /// <summary>
    /// The owner references that a Once object should have: with ours where its policy is Delete, unless somebody else controls it,
    /// without where it is Retain (contract §10.2). Null when it has these.
    /// </summary>
    public static JsonArray? OwnersToWrite(LiveMetadata live, NodeIdentity node, JsonObject desired)
    {
        List<JsonElement> references = live.OwnerReferences is { ValueKind: JsonValueKind.Array } all ? [.. all.EnumerateArray()] : [];
        var foreign = references.Where(r => !IsOurs(r, node)).ToList();
        var ours = (desired["metadata"]!["ownerReferences"] as JsonArray)?[0];
        if (ours is not null && !foreign.Exists(r => Readiness.LiveStatus.Child(r, "controller").ValueKind == JsonValueKind.True))
        {
            var isThere = references.Exists(r => Readiness.LiveStatus.Text(r, "uid") == (string?)ours["uid"]);
            return isThere ? null : new JsonArray([ours.DeepClone(), .. foreign.Select(r => (JsonNode?)JsonObject.Create(r))]);
        }

        return foreign.Count == references.Count ? null : new JsonArray([.. foreign.Select(r => (JsonNode?)JsonObject.Create(r))]);
    }

    private static bool IsOurs(JsonElement reference, NodeIdentity node) =>
        Readiness.LiveStatus.Text(reference, "kind") == LynqApi.NodeKind
        && (Readiness.LiveStatus.Text(reference, "uid") == node.Uid || Readiness.LiveStatus.Text(reference, "name") == node.Name);
}
