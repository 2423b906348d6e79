using System.Globalization;
using System.Text;

namespace Lynq.Sources;

/// <summary>
/// Floating-point numbers as Go prints them in its shortest form, which templates have come to rely on: exponent form
/// if the decimal exponent is below -4 or at least 6, with at least two digits of exponent (contract §5.4).
/// </summary>
internal static class GoFloat
{
    /// <summary>A double.</summary>
    public static string Format(double value) => Special(value) ?? Layout(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A float.</summary>
    public static string Format(float value) => Special(value) ?? Layout(value.ToString("R", CultureInfo.InvariantCulture));

    private static string? Special(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        0 => double.IsNegative(value) ? "-0" : "0",
        _ => double.IsNaN(value) ? "NaN" : null,
    };

    // The framework finds the same shortest digits, but lays them out in its own way.
    private static string Layout(string roundTrip)
    {
        var sign = roundTrip.StartsWith('-') ? "-" : "";
        var text = roundTrip.AsSpan(sign.Length);
        var mark = text.IndexOf('E');
        var exponent = mark < 0 ? 0 : int.Parse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? text : text[..mark];
        var dot = mantissa.IndexOf('.');
        exponent += (dot < 0 ? mantissa.Length : dot) - 1;
        var digits = mantissa.ToString().Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        exponent -= digits.Length - significant.Length;
        significant = significant.TrimEnd('0');
        return sign + (exponent is < -4 or >= 6 ? Scientific(significant, exponent) : Plain(significant, exponent));
    }

    private static string Scientific(string digits, int exponent)
    {
        var text = new StringBuilder().Append(digits[0]);
        if (digits.Length > 1) text.Append('.').Append(digits, 1, digits.Length - 1);
        return text.Append('e').Append(exponent < 0 ? '-' : '+').Append(CultureInfo.InvariantCulture, $"{Math.Abs(exponent):00}").ToString();
    }

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0) return "0." + new string('0', -exponent - 1) + digits;
        var whole = exponent + 1;
        return digits.Length <= whole ? digits.PadRight(whole, '0') : digits[..whole] + "." + digits[whole..];
    }
}
