using System.Globalization;

namespace Lynq.Templates.Formatting.Printf;

/// <summary>Go's <c>%x</c> of floats: 0x1.8p+01.</summary>
internal static class HexadecimalFloat
{
    private const int MantissaDigits = 13;

    /// <summary>Formats a number that is not negative.</summary>
    /// <param name="number">The number.</param>
    /// <param name="upper">Whether letters are upper case.</param>
    /// <param name="precision">Digits after the point, or -1 for as many as needed.</param>
    public static string Format(double number, bool upper, int precision)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        var mantissa = (ulong)(bits & ((1L << 52) - 1)) | (1UL << 52);
        if (exponent == -1023)
        {
            (mantissa, exponent) = Normalize(mantissa & ((1UL << 52) - 1));
        }

        if (precision is >= 0 and < MantissaDigits)
        {
            mantissa = RoundToEven(mantissa, precision);
            exponent += mantissa >> 53 == 0 ? 0 : 1;
            mantissa >>= mantissa >> 53 == 0 ? 0 : 1;
        }

        var fraction = (mantissa & ((1UL << 52) - 1)).ToString("x13", CultureInfo.InvariantCulture);
        fraction = precision < 0 ? fraction.TrimEnd('0') : fraction.PadRight(precision, '0')[..precision];
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"0x{mantissa >> 52}{(fraction.Length > 0 ? "." : "")}{fraction}p{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        return upper ? text.ToUpperInvariant() : text;
    }

    private static (ulong Mantissa, int Exponent) Normalize(ulong mantissa)
    {
        if (mantissa == 0)
        {
            return (0, 0);
        }

        var exponent = -1022;
        for (; mantissa >> 52 == 0; exponent--)
        {
            mantissa <<= 1;
        }

        return (mantissa, exponent);
    }

    private static ulong RoundToEven(ulong mantissa, int digits)
    {
        var dropped = 52 - (4 * digits);
        var half = 1UL << (dropped - 1);
        var kept = mantissa >> dropped;
        var rest = mantissa & ((1UL << dropped) - 1);
        if (rest > half || (rest == half && (kept & 1) == 1))
        {
            kept++;
        }

        return kept << dropped;
    }
}
