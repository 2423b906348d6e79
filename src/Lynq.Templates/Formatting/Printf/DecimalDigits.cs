using System.Globalization;
using System.Numerics;

namespace Lynq.Templates.Formatting.Printf;

/// <summary>A number in decimal: 0.DIGITS times ten to a power; no digits for zero.</summary>
/// <param name="Digits">The digits without zeros at either end.</param>
/// <param name="Point">The power of ten.</param>
internal readonly record struct DecimalDigits(string Digits, int Point)
{
    /// <summary>Every digit of a float's absolute value: each float is a finite decimal.</summary>
    public static DecimalDigits Exact(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & ((1L << 52) - 1);
        mantissa |= exponent == 0 ? 0 : 1L << 52;
        exponent = Math.Max(exponent, 1) - 1075;
        if (mantissa == 0)
        {
            return new("", 0);
        }

        var scaled = exponent >= 0 ? new BigInteger(mantissa) << exponent : mantissa * BigInteger.Pow(5, -exponent);
        var digits = scaled.ToString(CultureInfo.InvariantCulture);
        return new(digits.TrimEnd('0'), digits.Length + Math.Min(exponent, 0));
    }

    /// <summary>The number with so many digits at most, rounded half to even.</summary>
    /// <param name="count">The number of digits; with none or fewer the result is zero or a one before the first digit.</param>
    public DecimalDigits Round(int count)
    {
        if (count >= Digits.Length)
        {
            return this;
        }

        if (count < 0)
        {
            return new("", 0);
        }

        var isTie = Digits[count] == '5' && count + 1 == Digits.Length;
        var roundsUp = isTie ? count > 0 && (Digits[count - 1] - '0') % 2 == 1 : Digits[count] >= '5';
        if (!roundsUp)
        {
            var kept = Digits[..count].TrimEnd('0');
            return new(kept, kept.Length == 0 ? 0 : Point);
        }

        var head = Digits[..count].TrimEnd('9');
        return head.Length == 0
            ? new("1", Point + 1)
            : new(head[..^1] + (char)(head[^1] + 1), Point);
    }
}
