using System.Globalization;
using System.Numerics;

namespace Lynq.Templates.Functions.Numbers;

/// <summary>
/// An exact decimal number, <c>Coefficient × 10^Exponent</c>: the arithmetic of Sprig's float functions, so that
/// <c>addf 0.1 0.2</c> is 0.3. Division keeps 16 decimal places.
/// </summary>
internal readonly record struct DecimalNumber(BigInteger Coefficient, int Exponent)
{
    private const int DivisionPlaces = 16;

    /// <summary>The decimal with the fewest digits that reads back as <paramref name="value"/>.</summary>
    /// <exception cref="FunctionException">The value is NaN or an infinity.</exception>
    internal static DecimalNumber From(double value)
    {
        if (!double.IsFinite(value))
            throw new FunctionException($"cannot create a decimal from {(double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf")}");
        return Read(value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>The sum.</summary>
    public static DecimalNumber operator +(DecimalNumber left, DecimalNumber right)
    {
        var exponent = Math.Min(left.Exponent, right.Exponent);
        return new DecimalNumber(left.ScaledTo(exponent) + right.ScaledTo(exponent), exponent);
    }

    /// <summary>The difference.</summary>
    public static DecimalNumber operator -(DecimalNumber left, DecimalNumber right) =>
        left + new DecimalNumber(-right.Coefficient, right.Exponent);

    /// <summary>The product.</summary>
    public static DecimalNumber operator *(DecimalNumber left, DecimalNumber right) =>
        new(left.Coefficient * right.Coefficient, left.Exponent + right.Exponent);

    /// <summary>The quotient with 16 decimal places, halves rounded away from zero.</summary>
    /// <exception cref="FunctionException">The divisor is zero.</exception>
    public static DecimalNumber operator /(DecimalNumber left, DecimalNumber right)
    {
        if (right.Coefficient.IsZero) throw new FunctionException("decimal division by 0");
        var shift = left.Exponent - right.Exponent + DivisionPlaces;
        var numerator = BigInteger.Abs(left.Coefficient) * BigInteger.Pow(10, Math.Max(shift, 0));
        var denominator = BigInteger.Abs(right.Coefficient) * BigInteger.Pow(10, Math.Max(-shift, 0));
        var quotient = BigInteger.DivRem(numerator, denominator, out var remainder);
        if (remainder << 1 >= denominator) quotient += 1;
        var negative = left.Coefficient.Sign * right.Coefficient.Sign < 0;
        return new DecimalNumber(negative ? -quotient : quotient, -DivisionPlaces);
    }

    /// <summary>The nearest double.</summary>
    internal double ToDouble() => ExactRatio.ToDouble(
        Coefficient * BigInteger.Pow(10, Math.Max(Exponent, 0)), BigInteger.Pow(10, Math.Max(-Exponent, 0)));

    private static DecimalNumber Read(string text)
    {
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = exponentAt < 0 ? 0 : int.Parse(text.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        return new DecimalNumber(BigInteger.Parse(mantissa, CultureInfo.InvariantCulture), exponent);
    }

    private BigInteger ScaledTo(int exponent) => Coefficient * BigInteger.Pow(10, Exponent - exponent);
}
