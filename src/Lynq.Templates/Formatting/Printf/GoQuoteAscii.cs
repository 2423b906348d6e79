using System.Globalization;
using System.Text;
using Lynq.Templates.Execution;
using Lynq.Templates.Values;

namespace Lynq.Templates.Formatting.Printf;

/// <summary>Go's quoting where everything beyond ASCII is escaped (<c>%+q</c>), and quoted characters (<c>%q</c> of an integer).</summary>
internal static class GoQuoteAscii
{
    /// <summary>The text in double quotes.</summary>
    /// <exception cref="Functions.FunctionException">The result would be too large.</exception>
    public static string Quote(string text, RenderContext context)
    {
        var quoted = GoQuote.Quote(text, context);
        var result = new StringBuilder(quoted.Length);
        foreach (var rune in quoted.EnumerateRunes())
        {
            AppendAscii(result, rune);
            context.RequireSize(result.Length);
        }

        return result.ToString();
    }

    /// <summary>A character in single quotes, escaped unless it is ASCII.</summary>
    public static string QuoteCharacter(Rune rune)
    {
        var result = new StringBuilder();
        foreach (var part in QuotePrintable(rune).EnumerateRunes())
        {
            AppendAscii(result, part);
        }

        return result.ToString();
    }

    /// <summary>A character in single quotes, escaped unless it is printable.</summary>
    public static string QuotePrintable(Rune rune) => rune.Value switch
    {
        '\'' => @"'\''",
        '"' => "'\"'",
        _ => $"'{GoQuote.Quote(rune.ToString())[1..^1]}'",
    };

    private static void AppendAscii(StringBuilder result, Rune rune)
    {
        if (rune.IsAscii)
        {
            result.AppendRune(rune);
        }
        else
        {
            var form = rune.IsBmp ? ("\\u", "x4") : ("\\U", "x8");
            result.Append(form.Item1).Append(rune.Value.ToString(form.Item2, CultureInfo.InvariantCulture));
        }
    }
}
