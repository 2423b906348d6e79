using System.Globalization;
using System.Numerics;

namespace Lynq.Templates.Functions.Numbers;

/// <summary>Reads floating point numbers by the rules of Go's <c>strconv.ParseFloat</c> for 64 bits.</summary>
internal static class GoFloatSyntax
{
    /// <summary>
    /// Reads decimal and hexadecimal floats, <c>inf</c>, <c>infinity</c> and <c>nan</c> in any case.
    /// On <see cref="NumberStatus.Range"/> the value is an infinity.
    /// </summary>
    internal static NumberStatus Parse(string text, out double value)
    {
        value = 0;
        if (TrySpecial(text, out value)) return NumberStatus.Ok;
        if (text.Contains('_', StringComparison.Ordinal))
        {
            if (!GoUnderscores.AreWellPlaced(text)) return NumberStatus.Syntax;
            text = text.Replace("_", "", StringComparison.Ordinal);
        }

        var negative = text.Length > 0 && text[0] == '-';
        var digits = text.Length > 0 && text[0] is '+' or '-' ? text.AsSpan(1) : text.AsSpan();
        var parsed = digits.Length > 2 && digits[0] == '0' && (digits[1] | 0x20) == 'x'
            ? TryHexadecimal(digits[2..], out value)
            : TryDecimal(digits, out value);
        if (!parsed) return NumberStatus.Syntax;
        if (negative) value = -value;
        return double.IsInfinity(value) ? NumberStatus.Range : NumberStatus.Ok;
    }

    private static bool TrySpecial(string text, out double value)
    {
        var negative = text.StartsWith('-');
        var name = negative || text.StartsWith('+') ? text.AsSpan(1) : text;
        value = double.NaN;
        if (text.Equals("nan", StringComparison.OrdinalIgnoreCase)) return true;
        value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return name.Equals("inf", StringComparison.OrdinalIgnoreCase)
            || name.Equals("infinity", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryDecimal(ReadOnlySpan<char> digits, out double value)
    {
        value = 0;
        var rest = digits;
        var count = SkipDigits(ref rest, hex: false);
        if (!rest.IsEmpty && rest[0] == '.')
        {
            rest = rest[1..];
            count += SkipDigits(ref rest, hex: false);
        }

        if (count == 0) return false;
        if (!rest.IsEmpty && (rest[0] | 0x20) == 'e')
        {
            rest = rest[1..];
            if (!rest.IsEmpty && rest[0] is '+' or '-') rest = rest[1..];
            if (SkipDigits(ref rest, hex: false) == 0) return false;
        }

        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return rest.IsEmpty && double.TryParse(digits, Style, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryHexadecimal(ReadOnlySpan<char> digits, out double value)
    {
        value = 0;
        var rest = digits;
        var whole = SkipDigits(ref rest, hex: true);
        var mantissa = digits[..whole].ToString();
        var fraction = 0;
        if (!rest.IsEmpty && rest[0] == '.')
        {
            var start = rest[1..];
            rest = start;
            fraction = SkipDigits(ref rest, hex: true);
            mantissa += start[..fraction].ToString();
        }

        if (mantissa.Length == 0 || rest.IsEmpty || (rest[0] | 0x20) != 'p') return false;
        rest = rest[1..];
        const NumberStyles Style = NumberStyles.AllowLeadingSign;
        if (rest.IsEmpty || !BigInteger.TryParse(rest, Style, CultureInfo.InvariantCulture, out var exponent)) return false;

        var number = BigInteger.Parse("0" + mantissa, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        // Beyond these bounds the result is zero or an infinity whatever the mantissa of a readable length is.
        var scale = (int)BigInteger.Max(-100_000, BigInteger.Min(100_000, exponent)) - (4 * fraction);
        value = ExactRatio.ToDouble(
            scale > 0 ? number << scale : number, scale < 0 ? BigInteger.One << -scale : BigInteger.One);
        return true;
    }

    private static int SkipDigits(ref ReadOnlySpan<char> rest, bool hex)
    {
        var count = 0;
        while (count < rest.Length && (char.IsAsciiDigit(rest[count]) || (hex && char.IsAsciiHexDigit(rest[count])))) count++;
        rest = rest[count..];
        return count;
    }
}
