using System.Text.Json.Nodes;

namespace Lynq.Sandbox.FieldManagement;

/// <summary>Reads and writes a <see cref="FieldSet"/> as the fieldsV1 of managedFields.</summary>
internal static class FieldsV1
{
    public static FieldSet Read(JsonObject? fields)
    {
        var set = new FieldSet();
        if (fields is not null) Fill(set, fields);
        return set;
    }

    public static JsonObject Write(FieldSet set)
    {
        var result = new JsonObject();
        foreach (var (element, child) in set.Children)
        {
            var below = Write(child);
            if (child.IsMember && below.Count > 0) below.Insert(0, ".", new JsonObject());
            if (child.IsMember || below.Count > 0) result[element] = below;
        }

        return result;
    }

    private static void Fill(FieldSet set, JsonObject fields)
    {
        foreach (var (element, value) in fields)
        {
            if (element == ".")
            {
                set.IsMember = true;
                continue;
            }

            var child = set.Grow(element);
            if (value is JsonObject { Count: > 0 } below) Fill(child, below);
            else child.IsMember = true;
        }
    }
}
