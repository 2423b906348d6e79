using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.FieldManagement;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Schemas;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Api;

/// <summary>Refuses an applied configuration that does not fit its kind: unknown fields, wrong types, list items without their keys.</summary>
internal static class AppliedShape
{
    public static void Check(ResourceType type, ObjectKey key, JsonObject config)
    {
        var wrong = new List<string>();
        Walk(config, type.Schema, "", wrong);
        if (wrong.Count == 0) return;
        var why = wrong.Count == 1 ? wrong[0] : "errors:\n" + string.Concat(wrong.Select(one => "  " + one + "\n"));
        throw Errors.Internal(
            $"failed to create typed patch object ({key}; {type.ApiVersion}, Kind={type.Kind}): {why}");
    }

    private static void Walk(JsonNode? value, SchemaNode schema, string path, List<string> wrong)
    {
        if (value is null || schema.Kind == SchemaKind.Any) return;
        switch (schema.Kind)
        {
            case SchemaKind.Object when value is JsonObject members:
                foreach (var (name, member) in members)
                {
                    if (!schema.Knows(name)) wrong.Add($"{path}.{name}: field not declared in schema");
                    else Walk(member, schema.Member(name), path + "." + name, wrong);
                }

                break;
            case SchemaKind.List when value is JsonArray items:
                Items(items, schema, path, wrong);
                break;
            case SchemaKind.Object:
                wrong.Add($"{path}: expected map, got &{{{value.ToJsonString()}}}");
                break;
            case SchemaKind.List:
                wrong.Add($"{path}: expected list, got &{{{value.ToJsonString()}}}");
                break;
            default:
                Scalar(value, schema.Kind, path, wrong);
                break;
        }
    }

    private static void Items(JsonArray items, SchemaNode schema, string path, List<string> wrong)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (!schema.IsAssociativeList)
            {
                Walk(items[i], schema.Items ?? SchemaNode.Deduced, $"{path}[{i}]", wrong);
                continue;
            }

            if (PathElements.Item(schema, items[i]) is not { } element)
            {
                wrong.Add($"{path}: element {i}: associative list with keys has an element that omits key field \"{schema.ListKeys.FirstOrDefault()}\" (and doesn't have default value)");
                continue;
            }

            if (!seen.Add(element)) wrong.Add($"{path}: duplicate entries for key {PathElements.Show([element])}");
            if (schema.ListMerge == ListMerge.Map)
                Walk(items[i], schema.Items ?? SchemaNode.Deduced, path + PathElements.Show([element]), wrong);
        }
    }

    private static void Scalar(JsonNode value, SchemaKind kind, string path, List<string> wrong)
    {
        var actual = value.GetValueKind();
        var expected = kind switch
        {
            SchemaKind.Integer or SchemaKind.Number when actual != JsonValueKind.Number => "numeric (int or float)",
            SchemaKind.Boolean when actual is not (JsonValueKind.True or JsonValueKind.False) => "boolean",
            SchemaKind.String or SchemaKind.Time or SchemaKind.Bytes when actual != JsonValueKind.String => "string",
            SchemaKind.Quantity or SchemaKind.IntOrString when actual is JsonValueKind.Object or JsonValueKind.Array => "scalar",
            _ => null,
        };
        if (expected is not null) wrong.Add($"{path}: expected {expected}, got &value.valueUnstructured{{Value:{value.ToJsonString()}}}");
    }
}
