using System.Globalization;
using System.Text;
using Lynq.Templates.Values;

namespace Lynq.Templates.Parsing;

/// <summary>Go's quoted strings and characters.</summary>
internal static class StringLiteral
{
    /// <summary>The text of a literal with its quotes (double or back quotes), or null if it is not one.</summary>
    public static string? Unquote(ReadOnlySpan<char> literal)
    {
        var body = literal[1..^1];
        if (literal[0] == '`')
        {
            return body.ToString().Replace("\r", "", StringComparison.Ordinal);
        }

        if (!body.Contains('\\'))
        {
            return body.Contains('"') ? null : body.ToString();
        }

        var text = new StringBuilder(body.Length);
        while (!body.IsEmpty)
        {
            if (!TryReadCharacter(ref body, '"', out var rune, out var isByte))
            {
                return null;
            }

            Append(text, rune, isByte);
        }

        return GoText.Normalize(text.ToString());
    }

    /// <summary>Reads one character or escape from the front; false if there is none that the quote allows.</summary>
    /// <param name="text">The rest of the literal's body.</param>
    /// <param name="quote">The quote that may be escaped and may not stand alone.</param>
    /// <param name="rune">The code point, or the byte.</param>
    /// <param name="isByte">Whether the escape names a single byte (<c>\x</c> or octal).</param>
    public static bool TryReadCharacter(ref ReadOnlySpan<char> text, char quote, out int rune, out bool isByte)
    {
        rune = 0;
        isByte = false;
        if (text.IsEmpty || text[0] == quote)
        {
            return false;
        }

        if (text[0] != '\\')
        {
            var isRune = GoText.Next(text, out var found, out var raw);
            rune = isRune ? found.Value : raw;
            isByte = !isRune;
            text = text[GoText.Step(text)..];
            return true;
        }

        if (text.Length < 2)
        {
            return false;
        }

        var escape = text[1];
        text = text[2..];
        return TryReadEscape(escape, ref text, quote, out rune, out isByte);
    }

    private static bool TryReadEscape(char escape, ref ReadOnlySpan<char> text, char quote, out int rune, out bool isByte)
    {
        isByte = escape is 'x' or (>= '0' and <= '7');
        rune = escape switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '\\' => '\\',
            '\'' or '"' when escape == quote => escape,
            _ => -1,
        };
        if (rune >= 0)
        {
            return true;
        }

        if (escape is >= '0' and <= '7')
        {
            return TryReadOctal(escape, ref text, out rune);
        }

        var length = escape switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (length == 0 || text.Length < length ||
            !uint.TryParse(text[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        text = text[length..];
        rune = unchecked((int)code);
        return isByte || Rune.IsValid(rune);
    }

    private static bool TryReadOctal(char first, ref ReadOnlySpan<char> text, out int value)
    {
        value = first - '0';
        if (text.Length < 2 || text[0] is < '0' or > '7' || text[1] is < '0' or > '7')
        {
            return false;
        }

        value = (value * 64) + ((text[0] - '0') * 8) + (text[1] - '0');
        text = text[2..];
        return value <= byte.MaxValue;
    }

    private static void Append(StringBuilder text, int rune, bool isByte)
    {
        if (isByte && rune >= 0x80)
        {
            text.Append((char)(0xDC00 + rune));
            return;
        }

        Span<char> pair = stackalloc char[2];
        text.Append(pair[..new Rune(rune).EncodeToUtf16(pair)]);
    }
}
