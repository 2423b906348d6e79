using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Schemas;

/// <summary>Fits a tree into a built-in kind's shape as decoding into its struct would.</summary>
internal static class TypedShape
{
    /// <summary>Takes out nulls and unknown fields (naming these) and returns the first wrong type, or null.</summary>
    public static string? Fit(JsonObject value, SchemaNode schema, List<string> unknown, string path = "")
    {
        List<string>? drop = null;
        foreach (var (name, member) in value)
        {
            var at = path.Length == 0 ? name : path + "." + name;
            if (!schema.Knows(name))
            {
                unknown.Add(at);
                (drop ??= []).Add(name);
            }
            else if (member is null && schema.Kind == SchemaKind.Object && schema.Values is null)
            {
                (drop ??= []).Add(name);
            }
            else if (Value(member, schema.Member(name), unknown, at) is { } wrong)
            {
                return wrong;
            }
        }

        foreach (var name in drop ?? []) value.Remove(name);
        Quantities.Canonicalize(value, schema);
        return null;
    }

    private static string? Value(JsonNode? value, SchemaNode schema, List<string> unknown, string path)
    {
        if (value is null || schema.Kind == SchemaKind.Any) return null;
        switch (schema.Kind)
        {
            case SchemaKind.Object:
                return value is JsonObject members ? Fit(members, schema, unknown, path) : Wrong(value, path, "object");
            case SchemaKind.List:
                return value is JsonArray items ? Items(items, schema, unknown, path) : Wrong(value, path, "array");
            default:
                return Scalar(value, schema, path);
        }
    }

    private static string? Items(JsonArray items, SchemaNode schema, List<string> unknown, string path)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (Value(items[i], schema.Items ?? SchemaNode.Deduced, unknown, $"{path}[{i}]") is { } wrong) return wrong;
        }

        return null;
    }

    private static string? Scalar(JsonNode value, SchemaNode schema, string path)
    {
        var kind = value.GetValueKind();
        return schema.Kind switch
        {
            SchemaKind.String or SchemaKind.Time when kind != JsonValueKind.String => Wrong(value, path, "string"),
            SchemaKind.Time when !DateTimeOffset.TryParse(value.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture, out _) =>
                $"parsing time \"{value.GetValue<string>()}\" at {path}: not RFC 3339",
            SchemaKind.Bytes when kind != JsonValueKind.String || !IsBase64(value.GetValue<string>()) => $"illegal base64 data at {path}",
            SchemaKind.Integer when kind != JsonValueKind.Number || !IsWhole(value, schema.Format) => Wrong(value, path, schema.Format ?? "int64"),
            SchemaKind.Number when kind != JsonValueKind.Number => Wrong(value, path, "float64"),
            SchemaKind.Boolean when kind is not (JsonValueKind.True or JsonValueKind.False) => Wrong(value, path, "bool"),
            SchemaKind.IntOrString when kind is not (JsonValueKind.String or JsonValueKind.Number) => Wrong(value, path, "int or string"),
            SchemaKind.Quantity when kind is not (JsonValueKind.String or JsonValueKind.Number) || !Quantities.IsQuantity(value) =>
                $"quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$' at {path}",
            _ => null,
        };
    }

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out _);

    private static bool IsWhole(JsonNode value, string? format)
    {
        if (Resources.JsonAccess.AsLong(value) is not { } number) return false;
        return format != "int32" || number is >= int.MinValue and <= int.MaxValue;
    }

    private static string Wrong(JsonNode value, string path, string expected) =>
        $"json: cannot unmarshal {Name(value)} into Go struct field {path} of type {expected}";

    private static string Name(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => "bool",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
