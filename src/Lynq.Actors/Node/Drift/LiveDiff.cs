using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Actors.Node.Drift;

/// <summary>
/// Whether a live object still has what is declared: what the server or others added is not looked at. Used where managed
/// fields cannot tell (merge and replace, objects of the original operator).
/// </summary>
internal static class LiveDiff
{
    /// <summary>The path of the first declared field that differs, or null when none does.</summary>
    public static string? FirstDifference(JsonObject desired, JsonElement live) => Compare(desired, live, "");

    private static string? Compare(JsonNode? desired, JsonElement live, string path)
    {
        switch (desired)
        {
            case null:
                return null;
            case JsonObject members:
                if (live.ValueKind != JsonValueKind.Object) return members.Count == 0 ? null : path;
                foreach (var (name, value) in members)
                {
                    live.TryGetProperty(name, out var own);
                    if (Compare(value, own, $"{path}.{name}") is { } difference) return difference;
                }

                return null;
            case JsonArray items:
                return CompareItems(items, live, path);
            default:
                return ScalarsEqual(desired, live) ? null : path;
        }
    }

    private static string? CompareItems(JsonArray desired, JsonElement live, string path)
    {
        if (live.ValueKind != JsonValueKind.Array) return desired.Count == 0 ? null : path;
        var named = desired.Count > 0 && desired.All(item => NameOf(item) is not null);
        if (!named && desired.Count != live.GetArrayLength()) return path;
        for (var i = 0; i < desired.Count; i++)
        {
            var item = named ? Named(live, NameOf(desired[i])!) : live[i];
            if (Compare(desired[i], item, $"{path}[{i}]") is { } difference) return difference;
        }

        return null;
    }

    private static string? NameOf(JsonNode? item) =>
        item is JsonObject members && members["name"] is JsonValue value && value.TryGetValue<string>(out var name) ? name : null;

    private static JsonElement Named(JsonElement items, string name)
    {
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("name", out var own) && own.ValueEquals(name)) return item;
        }

        return default;
    }

    private static bool ScalarsEqual(JsonNode desired, JsonElement live)
    {
        var wanted = JsonSerializer.SerializeToElement(desired, Composition.NodeJson.Default.JsonNode);
        if (live.ValueKind == JsonValueKind.Undefined) return IsZero(wanted);
        if (JsonElement.DeepEquals(wanted, live)) return true;
        return Text(wanted) is { } a && Text(live) is { } b && (a == b || Quantity.Equal(a, b));
    }

    // Servers drop empty values that are declared.
    private static bool IsZero(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.False or JsonValueKind.Null => true,
        JsonValueKind.Number => value.TryGetDouble(out var number) && number == 0,
        _ => false,
    };

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
