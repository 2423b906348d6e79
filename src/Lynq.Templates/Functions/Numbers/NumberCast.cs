using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Numbers;

/// <summary>
/// The loose casts of Sprig's arithmetic: what is no number counts as 0 (strings follow Go's literal syntax).
/// </summary>
internal static class NumberCast
{
    /// <summary>The value as an integer; floats lose their fraction, of strings only <c>.0</c> is forgiven.</summary>
    internal static long ToInt64(in Value value) => value.Kind switch
    {
        ValueKind.Bool => value.AsBool ? 1 : 0,
        ValueKind.Float64 => Truncate(value.AsFloat),
        ValueKind.String => FromText(value.AsString),
        ValueKind.Object => value.AsObject.Number ?? 0,
        _ when value.IsInteger => value.AsInt,
        _ => 0,
    };

    /// <summary>The value as a float.</summary>
    internal static double ToFloat64(in Value value) => value.Kind switch
    {
        ValueKind.Bool => value.AsBool ? 1 : 0,
        ValueKind.Float64 => value.AsFloat,
        ValueKind.String => GoFloatSyntax.Parse(value.AsString, out var number) == NumberStatus.Ok ? number : 0,
        ValueKind.Object => value.AsObject.Number ?? 0,
        ValueKind.Uint64 => unchecked((ulong)value.AsInt),
        _ when value.IsInteger => value.AsInt,
        _ => 0,
    };

    /// <summary>Go's conversion of a float to a 64-bit integer on amd64: what does not fit is the smallest integer.</summary>
    internal static long Truncate(double number) => number is >= -9.2233720368547758E18 and < 9.2233720368547758E18
        ? (long)number
        : long.MinValue;

    private static long FromText(string text) =>
        GoIntegerSyntax.Parse(TrimZeroDecimal(text), 0, out var number) == NumberStatus.Ok ? number : 0;

    /// <summary>Drops a point with nothing but zeros after it, at least one.</summary>
    private static string TrimZeroDecimal(string text)
    {
        var kept = text.AsSpan().TrimEnd('0');
        return kept.Length < text.Length && kept.EndsWith(".") ? text[..(kept.Length - 1)] : text;
    }
}
