using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Actors.Statuses;

/// <summary>The smallest JSON merge patch (RFC 7386) that turns one status into another: what is gone is named with null.</summary>
internal static class StatusPatch
{
    /// <summary>The patch body <c>{"status": …}</c>; null when nothing differs.</summary>
    public static JsonObject? Between(JsonElement before, JsonElement after) =>
        Diff(before, after) is { Count: > 0 } status ? new JsonObject { ["status"] = status } : null;

    private static JsonObject Diff(JsonElement before, JsonElement after)
    {
        var patch = new JsonObject();
        var had = before.ValueKind == JsonValueKind.Object;
        foreach (var member in after.EnumerateObject())
        {
            var known = had && before.TryGetProperty(member.Name, out var old) ? old : default;
            if (known.ValueKind == JsonValueKind.Object && member.Value.ValueKind == JsonValueKind.Object)
            {
                if (Diff(known, member.Value) is { Count: > 0 } inner)
                {
                    patch[member.Name] = inner;
                }
            }
            else if (known.ValueKind == JsonValueKind.Undefined || !JsonElement.DeepEquals(known, member.Value))
            {
                patch[member.Name] = JsonNode.Parse(member.Value.GetRawText());
            }
        }

        foreach (var gone in had ? before.EnumerateObject().Where(m => !after.TryGetProperty(m.Name, out _)) : [])
        {
            patch[gone.Name] = null;
        }

        return patch;
    }
}
