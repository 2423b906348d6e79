using System.Text;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Text;

/// <summary>The <c>camelcase</c> function: words joined with every first letter in upper case.</summary>
internal static class PascalCase
{
    /// <summary>
    /// Joins the words of <paramref name="text"/>. Leading connectors stay; of several connectors in a row one is
    /// dropped; a run of capitals at the start of a word keeps only its first one.
    /// </summary>
    internal static string Convert(string text)
    {
        if (text.Length == 0) return "";
        var result = new StringBuilder(text.Length);
        var runes = text.EnumerateRunes().GetEnumerator();
        var current = default(Rune);
        while (runes.MoveNext())
        {
            current = runes.Current;
            if (!WordScanner.IsConnector(current)) break;
            result.AppendRune(current);
        }

        // A text of connectors alone ends in its last one a second time.
        if (WordScanner.IsConnector(current)) return result.AppendRune(current).ToString();
        var inCapitals = Rune.IsUpper(current);
        current = GoCase.ToUpper(current);
        while (runes.MoveNext()) Step(runes.Current, ref current, ref inCapitals, result);
        return result.AppendRune(current).ToString();
    }

    private static void Step(Rune next, ref Rune current, ref bool inCapitals, StringBuilder result)
    {
        var previous = current;
        current = next;
        if (WordScanner.IsConnector(previous))
        {
            if (WordScanner.IsConnector(next))
            {
                result.AppendRune(previous);
                return;
            }

            inCapitals = Rune.IsUpper(next);
            current = GoCase.ToUpper(next);
            return;
        }

        if (inCapitals)
        {
            inCapitals = Rune.IsUpper(next);
            if (inCapitals) current = GoCase.ToLower(next);
        }

        result.AppendRune(previous);
    }
}
