using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.IgnoreFields;
using Lynq.Crds;
using Lynq.Crds.JsonPaths;

namespace Lynq.Actors.Node.Readiness;

/// <summary>Readiness by what the form itself asks of the live object (<c>readyWhen</c>, contract §11).</summary>
internal static class ReadyWhen
{
    /// <summary>Ready when every condition holds at one place at least; an outdated status proves nothing.</summary>
    public static ReadinessVerdict Evaluate(IReadOnlyList<ReadyCondition> conditions, JsonElement live)
    {
        if (live.ValueKind != JsonValueKind.Object) return ReadinessVerdict.NotReady("the object has not been seen yet");
        var status = new LiveStatus(live);
        if (status.ObservedGeneration is { } observed && observed < status.Generation)
            return ReadinessVerdict.NotReady("its controller has not seen the present generation");
        var root = JsonObject.Create(live)!;
        foreach (var condition in conditions)
        {
            if (!JsonPath.TryParse(condition.Path, out var path, out _)) return ReadinessVerdict.Failed($"readyWhen: invalid JSONPath \"{condition.Path}\"");
            if (!PathEvaluator.Evaluate(root, path).Exists(place => Holds(place, root, condition.Value)))
                return ReadinessVerdict.NotReady(condition.Value is null ? $"{condition.Path} is not there" : $"{condition.Path} is not {condition.Value}");
        }

        return ReadinessVerdict.Ready;
    }

    private static bool Holds(PathMatch place, JsonNode root, string? expected) =>
        place.TryFind(root, out var value, out _, out _) && (expected is null ? value is not null : TextOf(value) == expected);

    private static string? TextOf(JsonNode? value) => value switch
    {
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => text,
        JsonValue scalar => scalar.ToJsonString(),
        _ => null,
    };
}
