using System.Text.Json;

namespace Lynq.Templates.Tests.Vectors;

/// <summary>A vector for which the contract asks for better than the original does.</summary>
/// <param name="Name">The vector.</param>
/// <param name="Rule">One of refused-function, typed-value, missing-variable, character-cut.</param>
/// <param name="Expect">What is rendered instead, or null for an error.</param>
/// <param name="Error">The error instead, or null.</param>
public sealed record OverruledVector(string Name, string Rule, string? Expect, string? Error)
{
    private static readonly Lazy<IReadOnlyDictionary<string, OverruledVector>> s_all = new(Load);

    public static IReadOnlyDictionary<string, OverruledVector> All => s_all.Value;

    private static Dictionary<string, OverruledVector> Load()
    {
        using var stream = typeof(OverruledVector).Assembly.GetManifestResourceStream("overruled.json")!;
        return JsonSerializer.Deserialize<OverruledVector[]>(stream, JsonSerializerOptions.Web)!
            .ToDictionary(v => v.Name, StringComparer.Ordinal);
    }
}
