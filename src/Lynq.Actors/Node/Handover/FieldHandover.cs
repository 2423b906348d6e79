using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Composition;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Readiness;
using Lynq.Crds;

namespace Lynq.Actors.Node.Handover;

/// <summary>
/// Moves ownership of fields to the entry that the present way of writing keeps (contract §2.2, §22 rule 11). Fields that the
/// original operator wrote under its client's default name, or that we wrote before a form turned to <c>apply</c>, would
/// otherwise be owned twice, and stay for ever when the form drops them.
/// </summary>
internal static class FieldHandover
{
    private const string Apply = "Apply";
    private const string Update = "Update";

    private static readonly string[] Maps = ["f:annotations", "f:labels"];

    /// <summary>Whether there may be something to move: entries under the old name, or updates of ours. Cheap, from metadata.</summary>
    public static bool MayBeNeeded(JsonElement managedFields) =>
        managedFields.ValueKind == JsonValueKind.Array && managedFields.EnumerateArray().Any(entry => IsOriginal(entry) || (IsOwnUpdate(entry) && HoldsPayload(entry)));

    /// <summary>The object's managedFields after the move; null when there is nothing to move.</summary>
    /// <param name="managedFields">As they are.</param>
    /// <param name="desired">The whole desired object, tracking annotations included.</param>
    /// <param name="applies">It is written by server-side apply, not by merge or replace.</param>
    public static JsonArray? Of(JsonElement managedFields, JsonObject desired, bool applies)
    {
        if (managedFields.ValueKind != JsonValueKind.Array) return null;
        var apiVersion = (string)desired["apiVersion"]!;
        var (entries, moved) = (new JsonArray(), new JsonObject());
        foreach (var entry in managedFields.EnumerateArray().Select(e => JsonObject.Create(e)!))
        {
            // Other versions may name fields differently: they are left alone.
            var fields = entry["fieldsV1"] as JsonObject;
            var taken = fields is null || (string?)entry["apiVersion"] != apiVersion ? new JsonObject() : Take(entry, fields, desired, applies);
            moved = FieldTree.Union(moved, taken);
            if (taken.Count == 0 || !FieldTree.IsEmpty(fields!)) entries.Add(entry);
        }

        if (moved.Count == 0) return null;
        Add(entries, moved, apiVersion, applies ? Apply : Update);
        return entries;
    }

    /// <summary>The merge patch of the owners alone. The version is a precondition, since the list is replaced whole.</summary>
    public static JsonObject Patch(LiveMetadata live, JsonArray managedFields) => new()
    {
        ["metadata"] = new JsonObject { ["uid"] = live.Uid, ["resourceVersion"] = live.ResourceVersion, ["managedFields"] = managedFields },
    };

    private static JsonObject Take(JsonObject entry, JsonObject fields, JsonObject desired, bool applies)
    {
        if (entry["subresource"] is not null) return new JsonObject();
        if (IsOriginal(JsonSerializer.SerializeToElement(entry, NodeJson.Default.JsonObject))) return TakeOriginal(fields, desired);
        return applies && (string?)entry["manager"] == LynqNames.FieldManager && (string?)entry["operation"] == Update ? TakePayload(fields) : new JsonObject();
    }

    // Of what is not declared only our own keys are taken, and left to nobody.
    private static JsonObject TakeOriginal(JsonObject fields, JsonObject desired)
    {
        var taken = FieldTree.TakeDeclared(fields, desired);
        if (fields["f:metadata"] is not JsonObject metadata) return taken;
        foreach (var map in Maps)
        {
            if (metadata[map] is not JsonObject keys) continue;
            foreach (var key in keys.Select(k => k.Key).Where(IsOurKey).ToList()) keys.Remove(key);
            if (FieldTree.IsEmpty(keys)) metadata.Remove(map);
        }

        if (FieldTree.IsEmpty(metadata)) fields.Remove("f:metadata");
        return taken;
    }

    // Our own keys in metadata are written by patches of their own and stay with them; the status is nobody's payload.
    private static JsonObject TakePayload(JsonObject fields)
    {
        var taken = new JsonObject();
        foreach (var (key, value) in fields.ToList())
        {
            if (key is "f:status" or "f:metadata" or ".") continue;
            fields.Remove(key);
            taken[key] = value;
        }

        return taken;
    }

    private static void Add(JsonArray entries, JsonObject moved, string apiVersion, string operation)
    {
        var own = entries.OfType<JsonObject>().FirstOrDefault(e =>
            (string?)e["manager"] == LynqNames.FieldManager && (string?)e["operation"] == operation && (string?)e["apiVersion"] == apiVersion && e["subresource"] is null);
        if (own is not null)
        {
            own["fieldsV1"] = FieldTree.Union(own["fieldsV1"] as JsonObject ?? new JsonObject(), moved);
            return;
        }

        entries.Add(new JsonObject
        {
            ["manager"] = LynqNames.FieldManager,
            ["operation"] = operation,
            ["apiVersion"] = apiVersion,
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = moved,
        });
    }

    // Other operators go by the old name, too; the original's entry holds our keys, since each of its writes set them.
    private static bool IsOriginal(JsonElement entry)
    {
        if (!LiveStatus.Is(entry, "manager", LynqNames.LegacyFieldManager) || LiveStatus.Text(entry, "subresource").Length > 0) return false;
        var metadata = LiveStatus.Child(LiveStatus.Child(entry, "fieldsV1"), "f:metadata");
        return Maps.Any(map => LiveStatus.Child(metadata, map) is { ValueKind: JsonValueKind.Object } keys && keys.EnumerateObject().Any(k => IsOurKey(k.Name)));
    }

    private static bool IsOurKey(string key) => key.StartsWith("f:" + LynqNames.Prefix, StringComparison.Ordinal);

    private static bool IsOwnUpdate(JsonElement entry) =>
        LiveStatus.Is(entry, "manager", LynqNames.FieldManager) && LiveStatus.Is(entry, "operation", Update) && LiveStatus.Text(entry, "subresource").Length == 0;

    private static bool HoldsPayload(JsonElement entry) =>
        LiveStatus.Child(entry, "fieldsV1") is { ValueKind: JsonValueKind.Object } fields && fields.EnumerateObject().Any(f => f.Name is not ("f:status" or "f:metadata" or "."));
}
