using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Schemas;

/// <summary>Fills in the defaults that a custom resource's schema declares.</summary>
internal static class StructuralDefaults
{
    public static void Fill(JsonNode? value, SchemaNode schema)
    {
        switch (value)
        {
            case JsonObject members:
                Fill(members, schema);
                break;
            case JsonArray items when schema.Items is { } item:
                foreach (var one in items) Fill(one, item);
                break;
            default:
                break;
        }
    }

    private static void Fill(JsonObject members, SchemaNode schema)
    {
        foreach (var (name, property) in schema.Properties)
        {
            var exists = members.TryGetPropertyValue(name, out var member);
            // A null where null is not allowed is as good as nothing, when there is a default to take its place.
            if (property.Default is not null && (!exists || (member is null && property.Constraints?.Nullable != true)))
                members[name] = property.Default.DeepClone();
            else if (exists && member is null && property.Default is null && property.Constraints?.Nullable != true && property.Constraints is not null)
                members.Remove(name);
        }

        foreach (var (name, member) in members)
        {
            if (member is JsonObject or JsonArray) Fill(member, schema.Member(name));
        }
    }
}
