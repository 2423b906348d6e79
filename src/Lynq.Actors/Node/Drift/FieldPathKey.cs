using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Actors.Node.Drift;

/// <summary>The keys of list items in FieldsV1: <c>k:{…}</c> by merge keys, <c>v:…</c> by value.</summary>
internal static class FieldPathKey
{
    /// <summary>Whether a key means this item. Merge keys that the item leaves out were defaulted by the server and match.</summary>
    public static bool Matches(string key, JsonNode item)
    {
        if (key.StartsWith("v:", StringComparison.Ordinal)) return JsonNode.DeepEquals(Parse(key), item);
        if (!key.StartsWith("k:", StringComparison.Ordinal) || item is not JsonObject members || Parse(key) is not JsonObject keys) return false;
        var named = false;
        foreach (var (name, value) in keys)
        {
            if (!members.TryGetPropertyValue(name, out var own) || own is null) continue;
            if (!JsonNode.DeepEquals(value, own)) return false;
            named = true;
        }

        return named;
    }

    private static JsonNode? Parse(string key)
    {
        try
        {
            return JsonNode.Parse(key.AsSpan(2).ToString());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
