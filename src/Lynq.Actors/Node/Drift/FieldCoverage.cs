using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Watching;

namespace Lynq.Actors.Node.Drift;

/// <summary>
/// Whether our entries in an object's managed fields still hold every field that we declare. Whoever changes or removes a
/// declared field takes it out of our entry, so metadata tell that the payload is untouched without showing it: also after a
/// restart, and also for Secrets.
/// </summary>
internal static class FieldCoverage
{
    // Never tracked by the server.
    private static readonly string[] UntrackedMetadata = ["name", "namespace"];

    /// <summary>True when one of our entries, or all of them together, cover the desired object.</summary>
    public static bool IsComplete(LiveMetadata live, JsonObject desired)
    {
        var entries = OwnFields.EntriesOf(live.Json).ToList();
        return entries.Count > 0 && desired.All(member => member.Key is "apiVersion" or "kind" || MemberCovered(entries, member.Key, member.Value, member.Key == "metadata"));
    }

    private static bool MemberCovered(List<JsonElement> fields, string name, JsonNode? value, bool isMetadata)
    {
        // The server drops null.
        if (value is null) return true;
        var below = Below(fields, "f:" + name);
        if (below.Count == 0) return value is JsonObject { Count: 0 } or JsonArray { Count: 0 };
        return Covered(below, value, isMetadata);
    }

    private static bool Covered(List<JsonElement> fields, JsonNode value, bool isMetadata)
    {
        // An entry without members is a leaf: the whole value is ours.
        if (fields.Exists(IsLeaf)) return true;
        return value switch
        {
            JsonObject members => members.All(m => (isMetadata && UntrackedMetadata.Contains(m.Key, StringComparer.Ordinal)) || MemberCovered(fields, m.Key, m.Value, isMetadata: false)),
            JsonArray items => items.All(item => ItemCovered(fields, item)),
            _ => true,
        };
    }

    private static bool ItemCovered(List<JsonElement> fields, JsonNode? item)
    {
        if (item is null) return true;
        foreach (var entry in fields)
        {
            foreach (var member in entry.EnumerateObject())
            {
                if (!FieldPathKey.Matches(member.Name, item)) continue;
                var below = Below(fields, member.Name);
                return Covered(below, item, isMetadata: false);
            }
        }

        return false;
    }

    // A lone "." is the map itself without any of its members.
    private static bool IsLeaf(JsonElement fields) => fields.ValueKind != JsonValueKind.Object || !fields.EnumerateObject().Any();

    private static List<JsonElement> Below(List<JsonElement> fields, string key)
    {
        var below = new List<JsonElement>(1);
        foreach (var entry in fields)
        {
            if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(key, out var child)) below.Add(child);
        }

        return below;
    }
}
