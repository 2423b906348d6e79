using System.Globalization;

namespace Lynq.Templates.Formatting;

/// <summary>The shortest decimal digits that read back as the same float64.</summary>
internal readonly ref struct FloatDigits
{
    private FloatDigits(ReadOnlySpan<char> digits, int point)
    {
        Digits = digits;
        Point = point;
    }

    /// <summary>The digits without sign, point or zeros at the end; empty for zero.</summary>
    public ReadOnlySpan<char> Digits { get; }

    /// <summary>Where the decimal point stands: the number is 0.DIGITS times ten to this power.</summary>
    public int Point { get; }

    /// <summary>Finds the digits of a finite number's absolute value.</summary>
    /// <param name="number">A finite number.</param>
    /// <param name="buffer">Room of at least 32 characters.</param>
    public static FloatDigits Shortest(double number, Span<char> buffer)
    {
        Span<char> text = stackalloc char[32];
        Math.Abs(number).TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        return Collect(text[..length], buffer);
    }

    private static FloatDigits Collect(scoped ReadOnlySpan<char> text, Span<char> buffer)
    {
        var exponentAt = text.IndexOf('E');
        var exponent = exponentAt < 0 ? 0 : int.Parse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var pointAt = mantissa.IndexOf('.');
        var whole = pointAt < 0 ? mantissa.Length : pointAt;
        var count = 0;
        foreach (var c in mantissa)
        {
            if (c != '.')
            {
                buffer[count++] = c;
            }
        }

        var all = buffer[..count];
        var leading = all.Length - all.TrimStart('0').Length;
        return new(all.Trim('0'), whole - leading + exponent);
    }
}
