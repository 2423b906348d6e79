using System.Buffers;
using System.Globalization;
using System.Text;
using Lynq.Templates.Values;

namespace Lynq.Templates.Formatting;

/// <summary>Go's double-quoted strings, as <c>strconv.Quote</c> writes them.</summary>
internal static class GoQuote
{
    private static readonly SearchValues<char> s_plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (char)c).Where(static c => c is not ('"' or '\\'))]);

    /// <summary>The text in double quotes; what is not printable is escaped, other Unicode stays.</summary>
    public static string Quote(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(s_plain)) return $"\"{text}\"";
        var result = new StringBuilder(text.Length + 8).Append('"');
        for (var rest = text.AsSpan(); !rest.IsEmpty; rest = rest[GoText.Step(rest)..])
        {
            var plain = rest.IndexOfAnyExcept(s_plain);
            result.Append(plain < 0 ? rest : rest[..plain]);
            if (plain < 0) break;
            rest = rest[plain..];
            if (GoText.Next(rest, out var rune, out var raw)) AppendRune(result, rune);
            else AppendHex(result, "\\x", raw, 2);
        }

        return result.Append('"').ToString();
    }

    /// <summary>Whether Go counts a character as printable: letters, marks, numbers, punctuation, symbols and the space.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is
        not (UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static void AppendRune(StringBuilder result, Rune rune)
    {
        var escape = rune.Value switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\a' => "\\a",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\v' => "\\v",
            _ => null,
        };
        if (escape is not null) result.Append(escape);
        else if (IsPrintable(rune)) result.AppendRune(rune);
        else if (rune.Value is < ' ' or 0x7F) AppendHex(result, "\\x", rune.Value, 2);
        else if (rune.IsBmp) AppendHex(result, "\\u", rune.Value, 4);
        else AppendHex(result, "\\U", rune.Value, 8);
    }

    private static void AppendHex(StringBuilder result, string prefix, int value, int digits)
    {
        result.Append(prefix);
        for (var shift = (digits - 1) * 4; shift >= 0; shift -= 4) result.Append("0123456789abcdef"[(value >> shift) & 0xF]);
    }
}
