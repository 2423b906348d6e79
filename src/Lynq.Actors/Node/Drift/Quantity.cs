using System.Globalization;

namespace Lynq.Actors.Node.Drift;

/// <summary>Resource quantities as the API server compares them: <c>1000m</c> is <c>1</c>, <c>1Gi</c> is <c>1024Mi</c>.</summary>
internal static class Quantity
{
    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("Ki", 1024m), ("Mi", 1048576m), ("Gi", 1073741824m), ("Ti", 1099511627776m), ("Pi", 1125899906842624m), ("Ei", 1152921504606846976m),
        ("n", 0.000000001m), ("u", 0.000001m), ("m", 0.001m), ("k", 1e3m), ("M", 1e6m), ("G", 1e9m), ("T", 1e12m), ("P", 1e15m), ("E", 1e18m),
    ];

    /// <summary>True when both are quantities of the same amount.</summary>
    public static bool Equal(string a, string b) => Parse(a) is { } x && Parse(b) is { } y && x == y;

    private static decimal? Parse(string text)
    {
        foreach (var (suffix, factor) in Suffixes)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal)) continue;
            return Number(text[..^suffix.Length]) is { } number && Math.Abs(number) < 1_000_000_000m ? number * factor : null;
        }

        return Number(text);
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
