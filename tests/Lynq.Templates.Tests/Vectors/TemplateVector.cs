using System.Text.Json;

namespace Lynq.Templates.Tests.Vectors;

/// <summary>One case that was run through the original engine.</summary>
public sealed record TemplateVector
{
    private const string Marker = "__LYNQ_TYPE_";
    private static readonly Lazy<IReadOnlyDictionary<string, TemplateVector>> s_all = new(Load);

    public required string Name { get; init; }

    public required string Template { get; init; }

    public required JsonElement Data { get; init; }

    public string? Expect { get; init; }

    public string? ExpectPattern { get; init; }

    public string? ExpectBase64 { get; init; }

    public string? Error { get; init; }

    public string? Phase { get; init; }

    public TypedValue? Typed { get; init; }

    public IReadOnlyList<string> Uses { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public static IReadOnlyDictionary<string, TemplateVector> All => s_all.Value;

    /// <summary>
    /// What the original prints without the text by which its int, float and bool mark types. Where none of these is used such
    /// text is data like any other.
    /// </summary>
    public string? ExpectWithoutMarkers => !MarksTypes ? Expect : Expect?
        .Replace(Marker + "INT__", "", StringComparison.Ordinal)
        .Replace(Marker + "FLOAT__", "", StringComparison.Ordinal)
        .Replace(Marker + "BOOL__", "", StringComparison.Ordinal);

    /// <summary>The typed value that the whole result is, or null: a marker, its value, and nothing else.</summary>
    public TypedValue? WholeValue =>
        MarksTypes && Typed is { Kind: not "string" } && Expect!.LastIndexOf(Marker, StringComparison.Ordinal) == 0
        && (Typed.Kind != "bool" || ExpectWithoutMarkers is "true" or "false") ? Typed : null;

    private bool MarksTypes => UsesAnyOf("int", "float", "bool");

    public bool UsesAnyOf(params string[] names) => names.Any(n => Uses.Contains(n, StringComparer.Ordinal));

    public IReadOnlyDictionary<string, object?> Variables() => Data.ValueKind == JsonValueKind.Object
        ? Data.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value, StringComparer.Ordinal)
        : new Dictionary<string, object?>(StringComparer.Ordinal);

    private static Dictionary<string, TemplateVector> Load()
    {
        var assembly = typeof(TemplateVector).Assembly;
        return assembly.GetManifestResourceNames().Where(n => n.EndsWith(".jsonl", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .SelectMany(name => Lines(assembly.GetManifestResourceStream(name)!))
            .Select(line => JsonSerializer.Deserialize<TemplateVector>(line, JsonSerializerOptions.Web)!)
            .ToDictionary(v => v.Name, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Lines(Stream stream)
    {
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}

/// <summary>A typed value of a vector.</summary>
public sealed record TypedValue(string Kind, JsonElement Value);
