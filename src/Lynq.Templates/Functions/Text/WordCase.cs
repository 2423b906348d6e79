using System.Globalization;
using System.Text;

namespace Lynq.Templates.Functions.Text;

/// <summary>Functions that change the case of the first letters of words.</summary>
internal static class WordCase
{
    /// <summary>Upper-cases the first letter of every word and leaves the rest as it is.</summary>
    internal static string Title(string text)
    {
        var previous = new Rune(' ');
        return GoCase.Map(text, rune =>
        {
            var start = IsSeparator(previous);
            previous = rune;
            return start ? GoCase.ToTitle(rune) : rune;
        });
    }

    /// <summary>Lower-cases the first character of every white-space separated word.</summary>
    internal static string Untitle(string text)
    {
        var start = true;
        return GoCase.Map(text, rune =>
        {
            if (Rune.IsWhiteSpace(rune))
            {
                start = true;
                return rune;
            }

            var mapped = start ? GoCase.ToLower(rune) : rune;
            start = false;
            return mapped;
        });
    }

    /// <summary>Swaps the case of every letter; a lower-case letter at the start of a word gets title case.</summary>
    internal static string Swap(string text)
    {
        var start = true;
        return GoCase.Map(text, rune =>
        {
            var atStart = start;
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter:
                    start = false;
                    return GoCase.ToLower(rune);
                case UnicodeCategory.LowercaseLetter:
                    start = false;
                    return atStart ? GoCase.ToTitle(rune) : GoCase.ToUpper(rune);
                default:
                    start = Rune.IsWhiteSpace(rune);
                    return rune;
            }
        });
    }

    private static bool IsSeparator(Rune rune)
    {
        if (rune.IsAscii) return !char.IsAsciiLetterOrDigit((char)rune.Value) && rune.Value != '_';
        return !Rune.IsLetter(rune)
            && Rune.GetUnicodeCategory(rune) != UnicodeCategory.DecimalDigitNumber
            && Rune.IsWhiteSpace(rune);
    }
}
