using System.Globalization;
using System.Text;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Json;

/// <summary>JSON strings as Go writes them.</summary>
internal static class GoJsonString
{
    /// <summary>
    /// Appends the quoted text: control characters and the line separators U+2028 and U+2029 are escaped, bytes that are
    /// not UTF-8 become <c>\ufffd</c>.
    /// </summary>
    internal static void Append(StringBuilder result, string text, bool escapeHtml)
    {
        result.Append('"');
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var valid = GoText.Next(rest, out var rune, out _);
            if (!valid) result.Append("\\ufffd");
            else if (Escape(rune.Value, escapeHtml) is { } escape) result.Append(escape);
            else result.AppendRune(rune);
            rest = rest[GoText.Step(rest)..];
        }

        result.Append('"');
    }

    private static string? Escape(int c, bool escapeHtml) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' or 0x2028 or 0x2029 => Hex(c),
        '<' or '>' or '&' when escapeHtml => Hex(c),
        _ => null,
    };

    private static string Hex(int c) => "\\u" + c.ToString("x4", CultureInfo.InvariantCulture);
}
