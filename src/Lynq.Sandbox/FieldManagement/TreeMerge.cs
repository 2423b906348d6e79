using System.Text.Json.Nodes;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.FieldManagement;

/// <summary>Lays an applied object over the live one: what the applied one says wins, what it leaves out stays.</summary>
internal static class TreeMerge
{
    public static JsonObject Merge(JsonObject live, JsonObject applied, SchemaNode schema)
    {
        var result = new JsonObject();
        foreach (var (name, value) in live)
        {
            result[name] = applied.TryGetPropertyValue(name, out var over)
                ? Value(value, over, schema.Member(name))
                : value?.DeepClone();
        }

        foreach (var (name, value) in applied)
        {
            if (!live.ContainsKey(name)) result[name] = value?.DeepClone();
        }

        return result;
    }

    private static JsonNode? Value(JsonNode? live, JsonNode? applied, SchemaNode schema)
    {
        if (!schema.Atomic && schema.Kind is SchemaKind.Object or SchemaKind.Any)
        {
            if (live is JsonObject before && applied is JsonObject over) return Merge(before, over, schema);
            if (live is JsonObject && applied is null && schema.Kind == SchemaKind.Object) return live.DeepClone();
        }

        if (schema.IsAssociativeList)
        {
            if (live is JsonArray before && applied is JsonArray over) return List(before, over, schema);
            if (live is JsonArray && applied is null) return live.DeepClone();
        }

        return applied?.DeepClone();
    }

    /// <summary>
    /// Applied items keep their order among themselves; live items that are not applied stay where they stood between them.
    /// </summary>
    private static JsonArray List(JsonArray live, JsonArray applied, SchemaNode schema)
    {
        var result = new JsonArray();
        var before = Keyed(live, schema);
        var over = Keyed(applied, schema);
        var liveByKey = before.ToLookup(item => item.Key, item => item.Value, StringComparer.Ordinal);
        var appliedKeys = over.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        var next = 0;
        foreach (var (key, value) in before)
        {
            if (!appliedKeys.Contains(key))
            {
                result.Add(value?.DeepClone());
                continue;
            }

            // Emit the applied items up to this one; those that were already emitted are behind `next`.
            var position = over.FindIndex(next, item => item.Key == key);
            for (; position >= next; next++) result.Add(Item(liveByKey, over[next], schema));
        }

        for (; next < over.Count; next++) result.Add(Item(liveByKey, over[next], schema));
        return result;
    }

    private static JsonNode? Item(ILookup<string, JsonNode?> live, KeyValuePair<string, JsonNode?> applied, SchemaNode schema)
    {
        var twin = live[applied.Key].FirstOrDefault();
        return twin is null || schema.ListMerge == ListMerge.Set
            ? applied.Value?.DeepClone()
            : Value(twin, applied.Value, schema.Items ?? SchemaNode.Deduced);
    }

    private static List<KeyValuePair<string, JsonNode?>> Keyed(JsonArray items, SchemaNode schema) =>
        [.. items.Select((item, i) => KeyValuePair.Create(PathElements.Item(schema, item) ?? "i:" + i, item))];
}
