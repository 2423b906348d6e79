using System.Text.Json;
using Lynq.Actors.Node.Drift;

namespace Lynq.Actors.Node.IgnoreFields;

/// <summary>Questions to a manager's set of fields (FieldsV1).</summary>
internal static class FieldSets
{
    /// <summary>Whether the set holds a place, by itself or through an atomic parent.</summary>
    public static bool Owns(JsonElement fields, PathMatch place)
    {
        foreach (var step in place.Steps)
        {
            if (IsLeaf(fields)) return true;
            if (Below(fields, step) is not { } below) return false;
            fields = below;
        }

        return true;
    }

    private static JsonElement? Below(JsonElement fields, PathStep step)
    {
        if (step.Member is { } member) return fields.TryGetProperty("f:" + member, out var below) ? below : null;
        if (step.Item is null) return null;
        foreach (var entry in fields.EnumerateObject())
        {
            if (FieldPathKey.Matches(entry.Name, step.Item)) return entry.Value;
        }

        return null;
    }

    private static bool IsLeaf(JsonElement fields) => fields.ValueKind != JsonValueKind.Object || !fields.EnumerateObject().Any();
}
