using System.Numerics;

namespace Lynq.Templates.Functions.Numbers;

/// <summary>Turns exact rationals into the nearest double, ties to even.</summary>
internal static class ExactRatio
{
    private const int MantissaBits = 53;
    private const int SmallestExponent = -1074;

    /// <summary>The double nearest to <paramref name="numerator"/> / <paramref name="denominator"/>.</summary>
    /// <param name="numerator">Any integer.</param>
    /// <param name="denominator">A positive integer.</param>
    internal static double ToDouble(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero) return 0;
        var negative = numerator.Sign < 0;
        var magnitude = BigInteger.Abs(numerator);

        // Scale so that the quotient has 53 bits, or fewer where the result is subnormal.
        var exponent = (int)(magnitude.GetBitLength() - denominator.GetBitLength()) - MantissaBits;
        exponent = Math.Max(exponent, SmallestExponent);
        var quotient = Divide(magnitude, denominator, exponent, out var remainder, out var divisor);
        if (quotient.GetBitLength() > MantissaBits)
        {
            exponent++;
            quotient = Divide(magnitude, denominator, exponent, out remainder, out divisor);
        }

        var half = (remainder << 1).CompareTo(divisor);
        if (half > 0 || (half == 0 && !quotient.IsEven)) quotient += 1;
        var value = Math.ScaleB((double)quotient, exponent);
        return negative ? -value : value;
    }

    private static BigInteger Divide(
        BigInteger magnitude, BigInteger denominator, int exponent, out BigInteger remainder, out BigInteger divisor)
    {
        divisor = exponent > 0 ? denominator << exponent : denominator;
        return BigInteger.DivRem(exponent < 0 ? magnitude << -exponent : magnitude, divisor, out remainder);
    }
}
