using System.Buffers;
using System.Globalization;
using System.Text;
using Lynq.Templates.Execution;
using Lynq.Templates.Functions;
using Lynq.Templates.Values;

namespace Lynq.Templates.Formatting;

/// <summary>Go's double-quoted strings, as <c>strconv.Quote</c> writes them.</summary>
internal static class GoQuote
{
    private const int LongestExcerpt = 1_000;

    private static readonly SearchValues<char> s_plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (char)c).Where(static c => c is not ('"' or '\\'))]);

    /// <summary>The text in double quotes; what is not printable is escaped, other Unicode stays.</summary>
    /// <param name="text">The text.</param>
    /// <param name="context">The render whose limit on the size of values applies, or null.</param>
    /// <exception cref="FunctionException">The result would be too large.</exception>
    public static string Quote(string text, RenderContext? context = null)
    {
        if (!text.AsSpan().ContainsAnyExcept(s_plain)) return $"\"{text}\"";
        var result = new StringBuilder(text.Length + 8).Append('"');
        for (var rest = text.AsSpan(); !rest.IsEmpty; rest = rest[GoText.Step(rest)..])
        {
            var plain = rest.IndexOfAnyExcept(s_plain);
            result.Append(plain < 0 ? rest : rest[..plain]);
            if (plain < 0) break;
            rest = rest[plain..];
            context?.RequireSize(result.Length);
            if (GoText.Next(rest, out var rune, out var raw)) AppendRune(result, rune);
            else AppendHex(result, "\\x", raw, 2);
        }

        return result.Append('"').ToString();
    }

    /// <summary>The text in double quotes for an error's message: no more of it than a reader can use.</summary>
    public static string Excerpt(string text) => Quote(text.Length <= LongestExcerpt ? text : text[..LongestExcerpt] + "...");

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
        Span<char> escape = stackalloc char[prefix.Length + digits];
        prefix.CopyTo(escape);
        for (var i = escape.Length - 1; i >= prefix.Length; i--, value >>= 4) escape[i] = "0123456789abcdef"[value & 0xF];
        result.Append(escape);
    }
}
