using System.Globalization;
using System.Text;

namespace Lynq.Templates.Formatting.Printf;

/// <summary>Go's <c>strconv.FormatFloat</c> for 64 bits: every verb and precision, rounded half to even on the exact binary value.</summary>
internal static class FloatVerb
{
    /// <summary>Formats a number; only negative numbers have a sign, infinities <c>+Inf</c> and <c>-Inf</c>.</summary>
    /// <param name="number">The number.</param>
    /// <param name="verb">One of b e E f g G x X.</param>
    /// <param name="precision">Digits, or -1 for the shortest that read back as the same number.</param>
    public static string Format(double number, char verb, int precision)
    {
        if (!double.IsFinite(number))
        {
            return FloatFormat.Shortest(number);
        }

        var sign = double.IsNegative(number) ? "-" : "";
        return sign + verb switch
        {
            'b' => Binary(number),
            'x' or 'X' => HexadecimalFloat.Format(Math.Abs(number), verb == 'X', precision),
            'e' or 'E' => Scientific(Rounded(number, precision < 0 ? -1 : precision + 1), precision, verb),
            'f' => Plain(Fixed(number, precision), precision),
            _ => General(number, verb, precision),
        };
    }

    /// <summary>What <c>#</c> adds: a decimal point always, and for <c>%g</c> the zeros at the end.</summary>
    public static string WithPoint(string text, char verb, int precision)
    {
        var wanted = verb is 'g' or 'G' or 'x' ? precision < 0 ? 6 : precision : 0;
        var split = text.IndexOfAny(verb is 'x' or 'X' ? ['p', 'P'] : ['e', 'E']);
        var (mantissa, tail) = split < 0 ? (text, "") : (text[..split], text[split..]);
        var digits = mantissa.SkipWhile(static c => c is '0' or '.').Count(static c => c != '.');
        var result = new StringBuilder(mantissa);
        if (!mantissa.Contains('.', StringComparison.Ordinal))
        {
            digits += mantissa == "0" ? 1 : 0;
            result.Append('.');
        }

        return result.Append('0', Math.Max(0, wanted - digits)).Append(tail).ToString();
    }

    private static string Binary(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & ((1L << 52) - 1);
        mantissa |= exponent == 0 ? 0 : 1L << 52;
        exponent = Math.Max(exponent, 1) - 1075;
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}p{(exponent < 0 ? "" : "+")}{exponent}");
    }

    private static string General(double number, char verb, int precision)
    {
        var isShortest = precision < 0;
        precision = precision == 0 ? 1 : precision;
        var decimals = Rounded(number, precision);
        precision = isShortest ? 6 : precision;
        var bound = precision > decimals.Digits.Length && decimals.Digits.Length >= decimals.Point && !isShortest
            ? decimals.Digits.Length
            : precision;
        var exponent = decimals.Point - 1;
        if (exponent < -4 || exponent >= bound)
        {
            return Scientific(decimals, -1, verb == 'G' ? 'E' : 'e');
        }

        return Plain(decimals, -1);
    }

    private static string Scientific(DecimalDigits decimals, int precision, char mark)
    {
        var digits = decimals.Digits.Length == 0 ? "0" : decimals.Digits;
        var fraction = digits[1..].PadRight(Math.Max(precision, 0), '0');
        var exponent = decimals.Digits.Length == 0 ? 0 : decimals.Point - 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{digits[0]}{(fraction.Length > 0 ? "." : "")}{fraction}{mark}{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Plain(DecimalDigits decimals, int precision)
    {
        var digits = decimals.Digits;
        var whole = decimals.Point <= 0 ? "0" : digits.PadRight(decimals.Point, '0')[..decimals.Point];
        var fraction = decimals.Point >= digits.Length ? ""
            : decimals.Point >= 0 ? digits[decimals.Point..] : new string('0', -decimals.Point) + digits;
        fraction = fraction.PadRight(Math.Max(precision, 0), '0');
        return fraction.Length == 0 ? whole : $"{whole}.{fraction}";
    }

    private static DecimalDigits Rounded(double number, int digits) =>
        digits < 0 ? Shortest(number) : DecimalDigits.Exact(number).Round(digits);

    private static DecimalDigits Fixed(double number, int precision)
    {
        if (precision < 0)
        {
            return Shortest(number);
        }

        var exact = DecimalDigits.Exact(number);
        return exact.Round(exact.Point + precision);
    }

    private static DecimalDigits Shortest(double number)
    {
        var digits = FloatDigits.Shortest(number, stackalloc char[32]);
        return new(digits.Digits.ToString(), digits.Point);
    }
}
