using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Patching;

/// <summary>JSON merge patch, RFC 7386.</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes) return patch?.DeepClone();
        var result = target as JsonObject ?? [];
        foreach (var (name, change) in changes)
        {
            if (change is null) result.Remove(name);
            else if (result[name] is JsonObject below && change is JsonObject) Apply(below, change);
            else result[name] = Apply(null, change);
        }

        return result;
    }
}
