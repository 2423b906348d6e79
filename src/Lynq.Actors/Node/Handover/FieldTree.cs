using System.Text.Json.Nodes;
using Lynq.Actors.Node.Drift;

namespace Lynq.Actors.Node.Handover;

/// <summary>Plain work on trees of owned fields (FieldsV1): splitting and joining.</summary>
internal static class FieldTree
{
    private const string Itself = ".";

    /// <summary>
    /// Takes the fields out of a tree that a desired object declares, and returns them. Of a declared list item everything is
    /// taken, defaults of the server included: an item stays for as long as anybody owns anything in it.
    /// </summary>
    public static JsonObject TakeDeclared(JsonObject fields, JsonNode desired)
    {
        var taken = new JsonObject();
        foreach (var (key, below) in fields.ToList())
        {
            if (key == Itself || below is not JsonObject inner || Find(desired, key) is not { } value) continue;
            // A leaf is a whole value; what lies below a declared map or list is looked at one by one.
            var isWhole = inner.Count == 0 || key.StartsWith("k:", StringComparison.Ordinal);
            var part = isWhole ? inner.DeepClone().AsObject() : TakeDeclared(inner, value);
            if (part.Count == 0 && !isWhole) continue;
            if (isWhole || IsEmpty(inner)) fields.Remove(key);
            taken[key] = part;
        }

        if (taken.Count > 0 && fields.ContainsKey(Itself)) taken[Itself] = new JsonObject();
        return taken;
    }

    /// <summary>All fields of two trees.</summary>
    public static JsonObject Union(JsonObject a, JsonObject b)
    {
        var result = a.DeepClone().AsObject();
        foreach (var (key, below) in b)
        {
            var other = below as JsonObject ?? new JsonObject();
            result[key] = result[key] is JsonObject own ? Union(own, other) : other.DeepClone();
        }

        return result;
    }

    /// <summary>Whether nothing is left: a map itself without any of its members is nothing.</summary>
    public static bool IsEmpty(JsonObject fields) => fields.All(member => member.Key == Itself);

    private static JsonNode? Find(JsonNode desired, string key)
    {
        if (key.StartsWith("f:", StringComparison.Ordinal)) return desired is JsonObject members ? members[key[2..]] : null;
        return desired is JsonArray items ? items.FirstOrDefault(item => item is not null && FieldPathKey.Matches(key, item)) : null;
    }
}
