namespace Lynq.Scenarios;

/// <summary>Reads into JSON by path; what is not there is null.</summary>
internal static class Json
{
    public static JsonElement? At(this JsonElement? element, params string[] path)
    {
        foreach (var step in path)
        {
            element = element switch
            {
                { ValueKind: JsonValueKind.Object } map when map.TryGetProperty(step, out var value) => value,
                { ValueKind: JsonValueKind.Array } list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.GetArrayLength() => list[index],
                _ => null,
            };
        }

        return element;
    }

    /// <summary>A scalar as text; null when it is not there.</summary>
    public static string? Text(this JsonElement? element, params string[] path) =>
        element.At(path) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;

    /// <summary>A counter; 0 when it is not there.</summary>
    public static long Count(this JsonElement? element, params string[] path) =>
        element.At(path) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : 0;

    public static IEnumerable<JsonElement?> Items(this JsonElement? element, params string[] path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    public static string? Name(this JsonElement? element) => element.Text("metadata", "name");

    public static string? Uid(this JsonElement? element) => element.Text("metadata", "uid");

    public static string? Version(this JsonElement? element) => element.Text("metadata", "resourceVersion");

    public static string? Label(this JsonElement? element, string key) => element.Text("metadata", "labels", key);

    public static string? Annotation(this JsonElement? element, string key) => element.Text("metadata", "annotations", key);

    /// <summary>A condition of an object's status, or null.</summary>
    public static JsonElement? Condition(this JsonElement? element, string type) =>
        element.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);

    /// <summary>Whether a condition has that status and, if one is given, that reason.</summary>
    public static bool Has(this JsonElement? element, string type, string status, string? reason = null) =>
        element.Condition(type) is { } condition && ((JsonElement?)condition).Text("status") == status && (reason is null || ((JsonElement?)condition).Text("reason") == reason);

    public static JsonObject Map(params (string Key, JsonNode? Value)[] pairs)
    {
        var map = new JsonObject();
        foreach (var (key, value) in pairs) map[key] = value;
        return map;
    }

    public static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    /// <summary>The object, to be changed and sent back.</summary>
    public static JsonObject Editable(this JsonElement? element) => JsonObject.Create(element!.Value)!;
}
