using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.FieldManagement;

/// <summary>Names the members of objects and associative lists as fieldsV1 does.</summary>
internal static class PathElements
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Field(string name) => "f:" + name;

    /// <summary>The element of a list item, or null when it lacks a key that has no default (or is no object).</summary>
    public static string? Item(SchemaNode list, JsonNode? item)
    {
        if (list.ListMerge == ListMerge.Set) return "v:" + Text(item);
        if (item is not JsonObject value) return null;
        if (list.ListKeys is [var only])
            return KeyOf(list, value, only) is { } single ? "k:{\"" + only + "\":" + Text(single) + "}" : null;
        var keys = new JsonObject();
        foreach (var key in list.ListKeys.Order(StringComparer.Ordinal))
        {
            if (KeyOf(list, value, key) is { } part) keys[key] = part.DeepClone();
        }

        return keys.Count == 0 ? null : "k:" + Text(keys);
    }

    /// <summary>A path as conflict messages show it: <c>.spec.ports[port=80,protocol="TCP"].name</c>.</summary>
    public static string Show(IEnumerable<string> path) => string.Concat(path.Select(Show));

    private static string Show(string element) => element[0] switch
    {
        'f' => "." + element[2..],
        'v' => "[=" + element[2..] + "]",
        'k' => "[" + string.Join(',', JsonNode.Parse(element.AsSpan(2).ToString())!.AsObject()
            .Select(key => key.Key + "=" + Text(key.Value))) + "]",
        _ => "[" + element[2..] + "]",
    };

    private static JsonNode? KeyOf(SchemaNode list, JsonObject item, string key) =>
        item[key] ?? list.Items?.Member(key).Default ?? (list.Items is { TypeName: not null } items && items.Required.Contains(key) ? Zero(items.Member(key)) : null);

    // A built-in struct's required key that is left out has its zero value; validation refuses it later, by name.
    private static JsonValue Zero(SchemaNode key) => key.Kind == SchemaKind.Integer ? JsonValue.Create(0) : JsonValue.Create("");

    private static string Text(JsonNode? value) => value is null ? "null" : value.ToJsonString(Compact);
}
