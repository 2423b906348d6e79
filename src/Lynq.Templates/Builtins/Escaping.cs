using System.Buffers;
using System.Text;
using Lynq.Templates.Execution;
using Lynq.Templates.Formatting;
using Lynq.Templates.Values;

namespace Lynq.Templates.Builtins;

/// <summary><c>html</c>, <c>js</c> and <c>urlquery</c>: the arguments are printed together and escaped.</summary>
internal static class Escaping
{
    private const string Digits = "0123456789ABCDEF";
    private const string NoValue = "<no value>";

    private static readonly SearchValues<char> s_htmlEscaped = SearchValues.Create("\0\"'&<>");
    private static readonly SearchValues<char> s_queryKept =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

    /// <summary>For HTML text and attributes.</summary>
    public static string Html(RenderContext context, ReadOnlySpan<Value> values)
    {
        var text = Joined(context, values);
        var result = new StringBuilder(text.Length);
        for (var rest = text.AsSpan(); !rest.IsEmpty; rest = rest[1..])
        {
            var plain = rest.IndexOfAny(s_htmlEscaped);
            result.Append(plain < 0 ? rest : rest[..plain]);
            if (plain < 0)
            {
                break;
            }

            rest = rest[plain..];
            result.Append(rest[0] switch
            {
                '\0' => "\uFFFD",
                '"' => "&#34;",
                '\'' => "&#39;",
                '&' => "&amp;",
                '<' => "&lt;",
                _ => "&gt;",
            });
            context.RequireSize(result.Length);
        }

        return Checked(context, result);
    }

    /// <summary>For JavaScript strings.</summary>
    public static string JavaScript(RenderContext context, ReadOnlySpan<Value> values)
    {
        var text = Joined(context, values);
        var result = new StringBuilder(text.Length);
        for (var rest = text.AsSpan(); !rest.IsEmpty; rest = rest[GoText.Step(rest)..])
        {
            AppendJavaScript(result, rest);
            context.RequireSize(result.Length);
        }

        return Checked(context, result);
    }

    /// <summary>For the query of a URL.</summary>
    public static string UrlQuery(RenderContext context, ReadOnlySpan<Value> values)
    {
        var text = Joined(context, values);
        var result = new StringBuilder(text.Length);
        foreach (var b in GoText.ToBytes(text))
        {
            if (s_queryKept.Contains((char)b))
            {
                result.Append((char)b);
            }
            else if (b == ' ')
            {
                result.Append('+');
            }
            else
            {
                result.Append('%').Append(Digits[b >> 4]).Append(Digits[b & 0xF]);
                context.RequireSize(result.Length);
            }
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

        switch (rune.Value)
        {
            case '\\' or '\'' or '"':
                result.Append('\\').Append((char)rune.Value);
                break;
            case '<' or '>' or '&' or '=' or < ' ':
                AppendCodePoint(result, rune.Value);
                break;
            case var _ when rune.IsAscii || GoQuote.IsPrintable(rune):
                result.AppendRune(rune);
                break;
            default:
                AppendCodePoint(result, rune.Value);
                break;
        }
    }

    /// <summary>Four digits, or as many as it takes.</summary>
    private static void AppendCodePoint(StringBuilder result, int code)
    {
        result.Append("\\u");
        for (var shift = code > 0xFFFFF ? 20 : code > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4)
        {
            result.Append(Digits[(code >> shift) & 0xF]);
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
