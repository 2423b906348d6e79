using System.Globalization;
using System.Text;

namespace Lynq.Templates.Formatting;

/// <summary>How Go prints a float64 where nothing else is asked for (<c>%v</c>, <c>%g</c> without a precision).</summary>
internal static class FloatFormat
{
    /// <summary>Shortest digits; with an exponent where the decimal exponent is below -4 or from a bound on.</summary>
    /// <param name="number">The number.</param>
    /// <param name="exponentFrom">The smallest decimal exponent that is written with an exponent: 6 for <c>%v</c>, 21 for JSON.</param>
    public static string Shortest(double number, int exponentFrom = 6)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
        }

        var digits = FloatDigits.Shortest(number, stackalloc char[32]);
        var text = new StringBuilder(32);
        if (double.IsNegative(number))
        {
            text.Append('-');
        }

        var exponent = digits.Digits.IsEmpty ? 0 : digits.Point - 1;
        if (exponent < -4 || exponent >= exponentFrom)
        {
            AppendScientific(text, digits.Digits, exponent);
        }
        else
        {
            AppendPlain(text, digits.Digits, digits.Point);
        }

        return text.ToString();
    }

    private static void AppendScientific(StringBuilder text, ReadOnlySpan<char> digits, int exponent)
    {
        text.Append(digits[0]);
        if (digits.Length > 1)
        {
            text.Append('.').Append(digits[1..]);
        }

        text.Append('e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture));
    }

    private static void AppendPlain(StringBuilder text, ReadOnlySpan<char> digits, int point)
    {
        if (digits.IsEmpty)
        {
            text.Append('0');
        }
        else if (point <= 0)
        {
            text.Append("0.").Append('0', -point).Append(digits);
        }
        else if (point >= digits.Length)
        {
            text.Append(digits).Append('0', point - digits.Length);
        }
        else
        {
            text.Append(digits[..point]).Append('.').Append(digits[point..]);
        }
    }
}
