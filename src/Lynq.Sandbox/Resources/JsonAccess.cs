using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Resources;

/// <summary>Short, forgiving reads of a tree: what is absent or of another type reads as empty.</summary>
internal static class JsonAccess
{
    public static string Text(this JsonObject? value, string name) => value?[name].AsText() ?? "";

    public static string? AsText(this JsonNode? value) =>
        value is JsonValue scalar && scalar.TryGetValue(out string? text) ? text : null;

    public static JsonObject? Child(this JsonObject? value, string name) => value?[name] as JsonObject;

    public static JsonArray? Array(this JsonObject? value, string name) => value?[name] as JsonArray;

    public static IEnumerable<JsonObject> Objects(this JsonObject? value, string name) =>
        value?[name] is JsonArray list ? list.OfType<JsonObject>() : [];

    public static IEnumerable<string> Texts(this JsonObject? value, string name) =>
        value?[name] is JsonArray list ? list.Select(AsText).OfType<string>() : [];

    public static long? Number(this JsonObject? value, string name) => value?[name].AsLong();

    public static long? AsLong(this JsonNode? value)
    {
        if (value is not JsonValue scalar || scalar.GetValueKind() != JsonValueKind.Number) return null;
        if (scalar.TryGetValue(out long whole)) return whole;
        if (scalar.TryGetValue(out int small)) return small;
        return scalar.TryGetValue(out double real) && Math.Floor(real) == real ? (long)real : null;
    }

    public static bool Flag(this JsonObject? value, string name) =>
        value?[name] is JsonValue scalar && scalar.TryGetValue(out bool flag) && flag;

    /// <summary>The child object, made when it is not there.</summary>
    public static JsonObject Ensure(this JsonObject value, string name)
    {
        if (value[name] is JsonObject child) return child;
        child = [];
        value[name] = child;
        return child;
    }

    /// <summary>Sets a member that is absent or null.</summary>
    public static void SetDefault(this JsonObject value, string name, JsonNode? fallback)
    {
        if (value[name] is null) value[name] = fallback;
    }

    public static JsonObject Copy(this JsonObject value) => (JsonObject)value.DeepClone();

    public static JsonObject Metadata(this JsonObject value) => value.Ensure("metadata");

    public static bool Same(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);

    /// <summary>Text inside a tree at a simple path such as spec.names.kind.</summary>
    public static JsonNode? At(this JsonObject? value, params ReadOnlySpan<string> path)
    {
        JsonNode? node = value;
        foreach (var step in path) node = (node as JsonObject)?[step];
        return node;
    }
}
