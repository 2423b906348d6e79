using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lynq.Crds.Schema;
using Lynq.Crds.Validation;

namespace Lynq.Host.Commands.Validation;

/// <summary>
/// Holds an object against the schema of its kind, as the API server will: types, required fields, allowed values. Fields that the
/// schema does not have are warned of, since the server drops them silently.
/// </summary>
internal sealed class SchemaCheck
{
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);
    private readonly List<Problem> _errors = [];
    private readonly List<Problem> _warnings = [];

    /// <summary>Checks an object.</summary>
    /// <param name="kind">Its kind, one of Lynq's.</param>
    /// <param name="value">The object.</param>
    public static ValidationResult Run(string kind, JsonElement value)
    {
        var check = new SchemaCheck();
        if (SchemaOf(kind)?["properties"]?["spec"] is JsonObject spec)
        {
            if (value.TryGetProperty("spec", out var given))
                check.Check("spec", given, spec);
            else
                check.Error("spec", "is missing");
        }

        return new(check._errors, check._warnings);
    }

    private static JsonNode? SchemaOf(string kind) => CrdDefinition.All.FirstOrDefault(d => d.Kind == kind)?
        .ToJson(FieldDescriptions.Load())["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"];

    private void Check(string path, JsonElement value, JsonObject schema)
    {
        var type = (string?)schema["type"];
        if (value.ValueKind == JsonValueKind.Null)
            return;
        if (!Fits(value, type))
        {
            Error(path, $"must be {Named(type)}, not {Named(value.ValueKind)}");
            return;
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(a => (string?)a == value.GetString()))
            Error(path, $"\"{value.GetString()}\" is not allowed: use {string.Join(" or ", allowed.Select(a => (string?)a))}");
        if (type is "integer" or "number")
            CheckRange(path, value.GetDouble(), schema);
        else if (type == "string")
            CheckText(path, value.GetString()!, schema);
        else if (type == "array")
            CheckItems(path, value, schema);
        else if (type == "object")
            CheckMembers(path, value, schema);
    }

    private void CheckRange(string path, double value, JsonObject schema)
    {
        if (Number(schema, "minimum") is { } minimum && value < minimum)
            Error(path, $"must be at least {minimum.ToString(CultureInfo.InvariantCulture)}");
        if (Number(schema, "maximum") is { } maximum && value > maximum)
            Error(path, $"must be at most {maximum.ToString(CultureInfo.InvariantCulture)}");
    }

    private void CheckText(string path, string value, JsonObject schema)
    {
        if ((string?)schema["pattern"] is { } pattern && !Regex.IsMatch(value, pattern, RegexOptions.None, PatternLimit))
            Error(path, $"\"{value}\" does not match {pattern}");
    }

    private void CheckItems(string path, JsonElement value, JsonObject schema)
    {
        if (schema["items"] is not JsonObject items)
            return;
        var index = 0;
        foreach (var item in value.EnumerateArray())
            Check($"{path}[{(index++).ToString(CultureInfo.InvariantCulture)}]", item, items);
    }

    private void CheckMembers(string path, JsonElement value, JsonObject schema)
    {
        if ((bool?)schema["x-kubernetes-preserve-unknown-fields"] is true)
            return;
        var known = schema["properties"] as JsonObject ?? [];
        foreach (var member in value.EnumerateObject())
        {
            if (known[member.Name] is JsonObject field)
                Check($"{path}.{member.Name}", member.Value, field);
            else if (schema["additionalProperties"] is JsonObject any)
                Check($"{path}.{member.Name}", member.Value, any);
            else
                _warnings.Add(new(ProblemKind.Advice, $"{path}.{member.Name}", $"the kind has no such field, and the API server drops it{Meant(member.Name, known)}"));
        }

        // An empty text is what the rules for hubs and forms report in words of their own.
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(n => (string)n!).Where(n => !value.TryGetProperty(n, out _) && known[n]?["default"] is null && (string?)known[n]?["type"] != "string"))
            Error($"{path}.{name}", "is missing");
    }

    private static double? Number(JsonObject schema, string name) =>
        schema[name] is { } number ? double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture) : null;

    private static string Meant(string name, JsonObject known) =>
        known.Select(k => k.Key).FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase) || string.Equals(k, name + "s", StringComparison.OrdinalIgnoreCase)) is { } near
            ? $": {near} may be meant"
            : "";

    private static bool Fits(JsonElement value, string? type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => true,
    };

    private static string Named(string? type) => type switch
    {
        "object" => "an object",
        "array" => "a list",
        "string" => "a text",
        "boolean" => "true or false",
        "integer" => "a whole number",
        _ => "a number",
    };

    private static string Named(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };

    private void Error(string path, string message) => _errors.Add(new(ProblemKind.Invalid, path, message));
}
