using System.Text.Json;

namespace Lynq.Actors.Node.Readiness;

/// <summary>Forgiving reads of a live object: a field of another type or no field at all is simply absent.</summary>
internal readonly struct LiveStatus(JsonElement live)
{
    public JsonElement Spec => Child(live, "spec");

    public JsonElement Status => Child(live, "status");

    public long Generation => Number(Child(live, "metadata"), "generation") ?? 0;

    public long? ObservedGeneration => Number(Status, "observedGeneration");

    /// <summary>The controller has seen the present spec; true also when the object does not report generations.</summary>
    public bool IsObserved => (ObservedGeneration ?? 0) >= Generation;

    public long SpecNumber(string name, long otherwise) => Number(Spec, name) ?? otherwise;

    public long StatusNumber(string name) => Number(Status, name) ?? 0;

    public string StatusText(string name) => Text(Status, name);

    public bool HasConditions => Child(Status, "conditions").ValueKind == JsonValueKind.Array;

    /// <summary>The condition of a type, as (status, reason, message); null when absent.</summary>
    public (string Status, string Reason, string Message)? Condition(string type)
    {
        var conditions = Child(Status, "conditions");
        if (conditions.ValueKind != JsonValueKind.Array) return null;
        foreach (var condition in conditions.EnumerateArray())
        {
            if (Text(condition, "type") == type)
                return (Text(condition, "status"), Text(condition, "reason"), Text(condition, "message"));
        }

        return null;
    }

    public bool IsTrue(string conditionType) => Condition(conditionType)?.Status == "True";

    public static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;

    public static string Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    /// <summary>Whether a field is this text; no text is made of it.</summary>
    public static bool Is(JsonElement parent, string name, string text) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } own && own.ValueEquals(text);

    public static long? Number(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    public static int Length(JsonElement array) => array.ValueKind == JsonValueKind.Array ? array.GetArrayLength() : 0;
}
