using System.Globalization;
using System.Text.RegularExpressions;

namespace Lynq.Sources.Sqlite;

/// <summary>What a column's declaration says that SQLite itself does not care about.</summary>
/// <param name="IsDate">A date, with or without time of day.</param>
/// <param name="IsFloat">A floating-point number, even when the value is stored as a whole one.</param>
/// <param name="Scale">Digits behind the point of a decimal; 0 for none.</param>
internal readonly partial record struct DeclaredType(bool IsDate, bool IsFloat, int Scale)
{
    /// <summary>Reads a declaration; null for an expression, which has none.</summary>
    public static DeclaredType Parse(string? declaration)
    {
        var text = (declaration ?? "").Trim().ToUpperInvariant();
        var scale = Decimal().Match(text) is { Success: true } match ? int.Parse(match.Groups["scale"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return new DeclaredType(
            text.StartsWith("DATE", StringComparison.Ordinal) || text.StartsWith("TIMESTAMP", StringComparison.Ordinal),
            text.StartsWith("REAL", StringComparison.Ordinal) || text.StartsWith("FLOAT", StringComparison.Ordinal) || text.StartsWith("DOUBLE", StringComparison.Ordinal),
            Math.Min(scale, 30));
    }

    [GeneratedRegex(@"^(?:DECIMAL|NUMERIC|DEC)\s*\(\s*[0-9]{1,3}\s*,\s*(?<scale>[0-9]{1,2})\s*\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Decimal();
}
