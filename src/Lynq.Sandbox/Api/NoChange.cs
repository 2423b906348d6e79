using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Api;

/// <summary>Tells whether a write would change nothing but the times in managedFields: then it is not made at all.</summary>
internal static class NoChange
{
    public static bool Between(JsonObject live, JsonObject next)
    {
        var (before, after) = (live["metadata"]!.AsObject(), next["metadata"]!.AsObject());
        var (oldFields, newFields) = (Take(before), Take(after));
        var same = JsonNode.DeepEquals(live, next) && SameFields(oldFields, newFields);
        if (oldFields is not null) before["managedFields"] = oldFields;
        if (newFields is not null) after["managedFields"] = newFields;
        return same;
    }

    private static JsonArray? Take(JsonObject metadata)
    {
        var fields = metadata["managedFields"] as JsonArray;
        metadata.Remove("managedFields");
        return fields;
    }

    private static bool SameFields(JsonArray? before, JsonArray? after)
    {
        if ((before?.Count ?? 0) != (after?.Count ?? 0)) return false;
        // In any order: entries are sorted by the very times that do not count.
        var left = (before ?? []).OfType<JsonObject>().ToList();
        return (after ?? []).OfType<JsonObject>().All(entry => left.Exists(other => SameEntry(entry, other)));
    }

    private static bool SameEntry(JsonObject entry, JsonObject other)
    {
        foreach (var (name, value) in entry)
        {
            if (name != "time" && !JsonNode.DeepEquals(value, other[name])) return false;
        }

        return true;
    }
}
