using System.Globalization;
using System.Text;
using Lynq.Templates.Execution;
using Lynq.Templates.Formatting;
using Lynq.Templates.Values;

namespace Lynq.Templates.Builtins;

/// <summary><c>html</c>, <c>js</c> and <c>urlquery</c>: the arguments are printed together and escaped.</summary>
internal static class Escaping
{
    private const string NoValue = "<no value>";

    /// <summary>For HTML text and attributes.</summary>
    public static string Html(RenderContext context, ReadOnlySpan<Value> values)
    {
        var text = Joined(context, values);
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\0' => result.Append('\uFFFD'),
                '"' => result.Append("&#34;"),
                '\'' => result.Append("&#39;"),
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                _ => result.Append(c),
            };
        }

        return Checked(context, result);
    }

    /// <summary>For JavaScript strings.</summary>
    public static string JavaScript(RenderContext context, ReadOnlySpan<Value> values)
    {
        var result = new StringBuilder();
        for (var rest = Joined(context, values).AsSpan(); !rest.IsEmpty; rest = rest[GoText.Step(rest)..])
        {
            AppendJavaScript(result, rest);
        }

        return Checked(context, result);
    }

    /// <summary>For the query of a URL.</summary>
    public static string UrlQuery(RenderContext context, ReadOnlySpan<Value> values)
    {
        var result = new StringBuilder();
        foreach (var b in GoText.ToBytes(Joined(context, values)))
        {
            _ = (char)b switch
            {
                ' ' => result.Append('+'),
                '-' or '_' or '.' or '~' => result.Append((char)b),
                var c when char.IsAsciiLetterOrDigit(c) => result.Append(c),
                _ => result.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture)),
            };
        }

        return Checked(context, result);
    }

    private static void AppendJavaScript(StringBuilder result, ReadOnlySpan<char> rest)
    {
        if (!GoText.Next(rest, out var rune, out var raw))
        {
            result.Append((char)(0xDC00 + raw));
            return;
        }

        var escape = rune.Value switch
        {
            '\\' => @"\\",
            '\'' => @"\'",
            '"' => "\\\"",
            '<' or '>' or '&' or '=' or < ' ' => "\\u" + rune.Value.ToString("X4", CultureInfo.InvariantCulture),
            _ when rune.IsAscii || GoQuote.IsPrintable(rune) => null,
            _ => "\\u" + rune.Value.ToString("X4", CultureInfo.InvariantCulture),
        };
        if (escape is null)
        {
            result.AppendRune(rune);
        }
        else
        {
            result.Append(escape);
        }
    }

    private static string Joined(RenderContext context, ReadOnlySpan<Value> values)
    {
        var shown = new Value[values.Length];
        for (var i = 0; i < shown.Length; i++)
        {
            shown[i] = values[i].IsNil ? Value.FromString(NoValue) : values[i];
        }

        return Printing.Print(context, shown);
    }

    private static string Checked(RenderContext context, StringBuilder result)
    {
        context.ReserveSize(result.Length);
        return result.ToString();
    }
}
