using System.Text.Json.Nodes;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.FieldManagement;

/// <summary>Takes a set of fields out of an object.</summary>
internal static class TreeRemoval
{
    public static JsonObject Without(JsonObject value, FieldSet fields, SchemaNode schema) =>
        Object(value, fields, schema) ?? [];

    /// <summary>
    /// The set with the structs' fields that lead to its paths as members too: who gives up all of <c>spec.a.b</c> gives up
    /// <c>spec.a</c>, unless somebody else holds something in it.
    /// </summary>
    public static FieldSet WithNamedFields(FieldSet set, SchemaNode schema)
    {
        var result = new FieldSet { IsMember = set.IsMember };
        foreach (var (element, child) in set.Children)
        {
            var isField = element[0] == 'f';
            var below = isField ? schema.Member(element[2..]) : schema.Items ?? SchemaNode.Deduced;
            var grown = WithNamedFields(child, below);
            if (isField && schema.Properties.ContainsKey(element[2..])) grown.IsMember = true;
            result.Children.Add(element, grown);
        }

        return result;
    }

    private static JsonObject? Object(JsonObject value, FieldSet fields, SchemaNode schema)
    {
        var result = new JsonObject();
        foreach (var (name, member) in value)
        {
            var below = fields.Child(PathElements.Field(name));
            if (below is { IsMember: true }) continue;
            if (below is null or { Children.Count: 0 })
            {
                result[name] = member?.DeepClone();
                continue;
            }

            var rest = Value(member, below, schema.Member(name));
            if (rest is not null || member is null) result[name] = rest;
        }

        return result.Count > 0 || value.Count == 0 ? result : null;
    }

    private static JsonNode? Value(JsonNode? value, FieldSet fields, SchemaNode schema) => value switch
    {
        JsonObject members when !schema.Atomic => Object(members, fields, schema),
        JsonArray items when schema.IsAssociativeList => List(items, fields, schema),
        _ => value?.DeepClone(),
    };

    private static JsonArray? List(JsonArray items, FieldSet fields, SchemaNode schema)
    {
        var result = new JsonArray();
        foreach (var item in items)
        {
            var below = PathElements.Item(schema, item) is { } element ? fields.Child(element) : null;
            if (below is { IsMember: true }) continue;
            result.Add(below is { Children.Count: > 0 } ? Value(item, below, schema.Items ?? SchemaNode.Deduced) : item?.DeepClone());
        }

        return result.Count > 0 || items.Count == 0 ? result : null;
    }
}
