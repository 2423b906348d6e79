using System.Text.Json.Nodes;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.Discovery;

/// <summary>Writes the shapes of built-in kinds as OpenAPI schemas.</summary>
internal static class OpenApiSchemas
{
    public static string NameOf(string typeName) =>
        typeName == "ObjectMeta" ? "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" : "io.k8s.api." + typeName;

    /// <summary>The schema of a struct or scalar, with the types that it uses added to <paramref name="all"/>.</summary>
    public static JsonObject Of(SchemaNode node, JsonObject all)
    {
        var schema = Plain(node, all);
        if (node.Kind != SchemaKind.Object || node.Values is not null) return schema;
        var properties = new JsonObject();
        foreach (var (name, property) in node.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
            properties[name] = Property(property, all);
        schema["properties"] = properties;
        if (node.Required.Count > 0) schema["required"] = new JsonArray([.. node.Required.Select(name => (JsonNode)name)]);
        return schema;
    }

    /// <summary>Adds a named type once.</summary>
    public static void Reference(SchemaNode node, JsonObject all)
    {
        var name = NameOf(node.TypeName!);
        if (all.ContainsKey(name)) return;
        // In place first: types refer to themselves.
        all[name] = new JsonObject();
        all[name] = Of(node, all);
    }

    private static JsonObject Property(SchemaNode node, JsonObject all)
    {
        if (node.TypeName is not { } typeName) return Plain(node, all);
        Reference(node, all);
        return new JsonObject
        {
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/schemas/" + NameOf(typeName) }),
            ["default"] = new JsonObject(),
        };
    }

    private static JsonObject Plain(SchemaNode node, JsonObject all)
    {
        var schema = new JsonObject();
        switch (node.Kind)
        {
            case SchemaKind.List:
                schema["type"] = "array";
                schema["items"] = Property(node.Items ?? SchemaNode.Deduced, all);
                Merging(node, schema);
                break;
            case SchemaKind.Object:
                schema["type"] = "object";
                if (node.Values is { } values) schema["additionalProperties"] = Property(values, all);
                if (node.PreserveUnknown) schema["x-kubernetes-preserve-unknown-fields"] = true;
                if (node.Atomic) schema["x-kubernetes-map-type"] = "atomic";
                break;
            case SchemaKind.Any:
                schema["type"] = "object";
                schema["x-kubernetes-preserve-unknown-fields"] = true;
                break;
            default:
                Scalar(node, schema);
                break;
        }

        return schema;
    }

    private static void Merging(SchemaNode node, JsonObject schema)
    {
        schema["x-kubernetes-list-type"] = node.ListMerge.ToString().ToLowerInvariant();
        if (node.ListKeys.Length > 0) schema["x-kubernetes-list-map-keys"] = new JsonArray([.. node.ListKeys.Select(key => (JsonNode)key)]);
        if (node.PatchKey is not { } patchKey) return;
        schema["x-kubernetes-patch-strategy"] = "merge";
        if (patchKey != "*") schema["x-kubernetes-patch-merge-key"] = patchKey;
    }

    private static void Scalar(SchemaNode node, JsonObject schema)
    {
        (schema["type"], var format) = node.Kind switch
        {
            SchemaKind.Integer => ("integer", node.Format),
            SchemaKind.Number => ("number", null),
            SchemaKind.Boolean => ("boolean", null),
            SchemaKind.Time => ("string", "date-time"),
            SchemaKind.Bytes => ("string", "byte"),
            SchemaKind.IntOrString => ("string", "int-or-string"),
            _ => ("string", null),
        };
        if (format is not null) schema["format"] = format;
        if (node.Default is not null) schema["default"] = node.Default.DeepClone();
    }
}
