using System.Buffers;
using System.Globalization;
using System.Numerics;
using Lynq.Templates.Functions.Numbers;
using Lynq.Templates.Values;

namespace Lynq.Templates.Parsing;

/// <summary>
/// A number or character constant. Go's constants are untyped: one may be an integer, an unsigned integer, a float and a
/// complex number at the same time, and what it is taken for depends on where it stands.
/// </summary>
internal sealed class NumberLiteral
{
    private static readonly SearchValues<char> s_floatMarks = SearchValues.Create(".eEpP");

    private NumberLiteral(string text) => Text = text;

    /// <summary>The number as written.</summary>
    public string Text { get; }

    /// <summary>Its value as an <c>int</c>, or null.</summary>
    public long? Integer { get; private set; }

    /// <summary>Its value as an unsigned integer, or null.</summary>
    public ulong? Unsigned { get; private set; }

    /// <summary>Its value as a float, or null.</summary>
    public double? Float { get; private set; }

    /// <summary>Its value as a complex number, or null.</summary>
    public Complex? Complex { get; private set; }

    /// <summary>
    /// The value it has where nothing says what it should be: complex, else float if it is written as one, else
    /// <c>int</c>; nil when an integer is too large for <c>int</c>.
    /// </summary>
    public Value Ideal
    {
        get
        {
            if (Complex is { } complex)
            {
                return Value.FromComplex(complex);
            }

            var writtenAsFloat = Text[0] != '\'' && !IsHexadecimalInteger && Text.AsSpan().ContainsAny(s_floatMarks);
            if (Float is { } number && writtenAsFloat)
            {
                return Value.FromFloat(number);
            }

            return Integer is { } integer ? Value.FromInt(integer) : Value.Nil;
        }
    }

    private bool IsHexadecimalInteger =>
        Text.Length > 2 && Text[0] == '0' && Text[1] is 'x' or 'X' && !Text.AsSpan().ContainsAny('p', 'P');

    /// <summary>Reads a character constant with its quotes.</summary>
    /// <param name="text">The constant.</param>
    /// <param name="error">What is wrong with it, or null.</param>
    public static NumberLiteral? FromCharacter(string text, out string? error)
    {
        var body = text.AsSpan(1);
        if (!StringLiteral.TryReadCharacter(ref body, '\'', out var rune, out _))
        {
            error = "invalid syntax";
            return null;
        }

        error = body is "'" ? null : $"malformed character constant: {text}";
        return new NumberLiteral(text) { Integer = rune, Unsigned = (ulong)rune, Float = rune };
    }

    /// <summary>Reads a number.</summary>
    /// <param name="text">The number.</param>
    /// <param name="error">What is wrong with it, or null.</param>
    public static NumberLiteral? FromNumber(string text, out string? error)
    {
        error = null;
        var literal = new NumberLiteral(text);
        if (text[^1] == 'i')
        {
            return literal.ReadComplex() ? literal : Fail($"illegal number syntax: \"{text}\"", out error);
        }

        literal.ReadIntegers();
        if (literal.Integer is null && literal.Unsigned is null && GoFloatSyntax.Parse(text, out var number) == NumberStatus.Ok)
        {
            if (!text.AsSpan().ContainsAny(s_floatMarks))
            {
                return Fail($"integer overflow: \"{text}\"", out error);
            }

            literal.SetFloat(number);
        }

        return literal.Float is null ? Fail($"illegal number syntax: \"{text}\"", out error) : literal;
    }

    private static NumberLiteral? Fail(string reason, out string? error)
    {
        error = reason;
        return null;
    }

    private void ReadIntegers()
    {
        if (GoIntegerSyntax.Parse(Text, 0, out var integer) == NumberStatus.Ok)
        {
            Integer = integer;
            Float = integer;
            Unsigned = integer >= 0 ? (ulong)integer : null;
        }
        else if (TryReadUnsigned(Text, out var unsigned))
        {
            Unsigned = unsigned;
            Float = unsigned;
        }
    }

    /// <summary>Only for what is too large to be an <c>int</c>.</summary>
    private static bool TryReadUnsigned(string text, out ulong value)
    {
        value = 0;
        if (!char.IsAsciiDigit(text[0]) || !GoUnderscores.AreWellPlaced(text))
        {
            return false;
        }

        var digits = text.Replace("_", "", StringComparison.Ordinal);
        if (digits[0] != '0')
        {
            return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }

        var style = digits[1] is 'x' or 'X' ? NumberStyles.AllowHexSpecifier
            : digits[1] is 'b' or 'B' ? NumberStyles.AllowBinarySpecifier : NumberStyles.None;
        return style != NumberStyles.None && ulong.TryParse(digits.AsSpan(2), style, CultureInfo.InvariantCulture, out value);
    }

    private void SetFloat(double number)
    {
        Float = number;
        if (number is >= -9.2233720368547758E18 and < 9.2233720368547758E18 && Math.Truncate(number) == number)
        {
            Integer = (long)number;
        }

        if (number is >= 0 and < 1.8446744073709552E19 && Math.Truncate(number) == number)
        {
            Unsigned = (ulong)number;
        }
    }

    private bool ReadComplex()
    {
        var body = Text.AsSpan(0, Text.Length - 1);
        var split = ImaginaryStart(body);
        var real = 0.0;
        if ((split > 0 && GoFloatSyntax.Parse(body[..split].ToString(), out real) != NumberStatus.Ok) ||
            GoFloatSyntax.Parse(body[split..].ToString(), out var imaginary) != NumberStatus.Ok)
        {
            return false;
        }

        if (imaginary == 0)
        {
            SetFloat(real);
        }

        Complex = new Complex(real, imaginary);
        return true;
    }

    /// <summary>The last sign that neither begins the number nor belongs to an exponent; 0 if there is only one part.</summary>
    private static int ImaginaryStart(ReadOnlySpan<char> body)
    {
        for (var i = body.Length - 1; i > 0; i--)
        {
            if (body[i] is '+' or '-' && body[i - 1] is not ('e' or 'E' or 'p' or 'P'))
            {
                return i;
            }
        }

        return 0;
    }
}
