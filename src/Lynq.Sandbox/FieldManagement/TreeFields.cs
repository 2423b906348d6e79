using System.Text.Json.Nodes;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.FieldManagement;

/// <summary>The field set of a whole object: what an apply of exactly this object owns.</summary>
internal static class TreeFields
{
    public static FieldSet Of(JsonObject value, SchemaNode schema)
    {
        var set = new FieldSet();
        Object(set, value, schema);
        return set;
    }

    private static void Walk(FieldSet set, JsonNode? value, SchemaNode schema)
    {
        switch (value)
        {
            case JsonObject members when !schema.Atomic && schema.Kind is SchemaKind.Object or SchemaKind.Any:
                Object(set, (JsonObject)value, schema);
                break;
            case JsonArray items when schema.IsAssociativeList:
                List(set, items, schema);
                break;
            default:
                set.IsMember = true;
                break;
        }
    }

    private static void Object(FieldSet set, JsonObject value, SchemaNode schema)
    {
        foreach (var (name, member) in value)
        {
            var child = set.Grow(PathElements.Field(name));
            Walk(child, member, schema.Member(name));
            // A struct's field is owned through what is in it; an entry of a map, and what is empty, by itself.
            if (member is null or JsonObject { Count: 0 } || !schema.Properties.ContainsKey(name)) child.IsMember = true;
        }
    }

    private static void List(FieldSet set, JsonArray items, SchemaNode schema)
    {
        foreach (var item in items)
        {
            if (PathElements.Item(schema, item) is not { } element) continue;
            var child = set.Grow(element);
            if (schema.ListMerge == ListMerge.Map) Walk(child, item, schema.Items ?? SchemaNode.Deduced);
            child.IsMember = true;
        }
    }
}
