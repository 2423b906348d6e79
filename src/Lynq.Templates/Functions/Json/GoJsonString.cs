using System.Buffers;
using System.Text;
using Lynq.Templates.Execution;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Json;

/// <summary>JSON strings as Go writes them.</summary>
internal static class GoJsonString
{
    private static readonly SearchValues<char> s_plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (char)c).Where(static c => c is not ('"' or '\\' or '<' or '>' or '&'))]);

    /// <summary>
    /// Appends the quoted text: control characters and the line separators U+2028 and U+2029 are escaped, bytes that are
    /// not UTF-8 become <c>\ufffd</c>.
    /// </summary>
    /// <exception cref="FunctionException">The result would be too large.</exception>
    internal static void Append(RenderContext context, StringBuilder result, string text, bool escapeHtml)
    {
        result.Append('"');
        for (var rest = text.AsSpan(); !rest.IsEmpty; rest = rest[GoText.Step(rest)..])
        {
            var plain = rest.IndexOfAnyExcept(s_plain);
            result.Append(plain < 0 ? rest : rest[..plain]);
            if (plain < 0) break;
            rest = rest[plain..];
            context.RequireSize(result.Length);
            if (GoText.Next(rest, out var rune, out _)) AppendRune(result, rune, escapeHtml);
            else result.Append("\\ufffd");
        }

        result.Append('"');
    }

    private static void AppendRune(StringBuilder result, Rune rune, bool escapeHtml)
    {
        var escape = rune.Value switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => null,
        };
        if (escape is not null) result.Append(escape);
        else if (rune.Value is < ' ' or 0x2028 or 0x2029 || (escapeHtml && rune.Value is '<' or '>' or '&')) AppendHex(result, rune.Value);
        else result.AppendRune(rune);
    }

    private static void AppendHex(StringBuilder result, int c)
    {
        result.Append("\\u");
        for (var shift = 12; shift >= 0; shift -= 4) result.Append("0123456789abcdef"[(c >> shift) & 0xF]);
    }
}
