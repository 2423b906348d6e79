using System.Globalization;

namespace Lynq.Templates.Functions.Json;

/// <summary>JSON numbers as Go writes float64.</summary>
internal static class GoJsonNumber
{
    /// <summary>The shortest digits, with an exponent only below 1e-6 and from 1e21 on.</summary>
    /// <param name="number">A finite number.</param>
    internal static string Format(double number)
    {
        if (number == 0) return double.IsNegative(number) ? "-0" : "0";
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        return Math.Abs(number) is >= 1e-6 and < 1e21 ? Plain(shortest) : Scientific(shortest);
    }

    private static string Plain(string shortest)
    {
        var (sign, digits, exponent) = Split(shortest);
        if (exponent < 0) return sign + "0." + new string('0', -exponent - 1) + digits;
        if (digits.Length <= exponent + 1) return sign + digits.PadRight(exponent + 1, '0');
        return sign + digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    private static string Scientific(string shortest)
    {
        var (sign, digits, exponent) = Split(shortest);
        var mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
    }

    /// <summary>Takes .NET's shortest form apart: digits without zeros at the ends, and the exponent of the first one.</summary>
    private static (string Sign, string Digits, int Exponent) Split(string shortest)
    {
        var sign = shortest[0] == '-' ? "-" : "";
        var text = shortest[sign.Length..];
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = exponentAt < 0 ? 0 : int.Parse(text.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa.Length : point;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        return (sign, significant.TrimEnd('0'), exponent + whole - 1 - (all.Length - significant.Length));
    }
}
