using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Lynq.Templates.Functions.Patterns;

/// <summary>The named character classes of RE2.</summary>
internal static class CharacterClasses
{
    private static readonly ConcurrentDictionary<string, RuneSet?> _unicode = new(StringComparer.Ordinal);

    /// <summary>The class of a letter after a backslash (<c>d s w</c>), ASCII only.</summary>
    internal static RuneSet? Perl(char letter) => letter switch
    {
        'd' => RuneSet.Of(('0', '9')),
        's' => RuneSet.Of(('\t', '\n'), ('\f', '\r'), (' ', ' ')),
        'w' => RuneSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')),
        _ => null,
    };

    /// <summary>The class of a name between <c>[:</c> and <c>:]</c>, ASCII only.</summary>
    internal static RuneSet? Posix(string name) => name switch
    {
        "alnum" => RuneSet.Of(('0', '9'), ('A', 'Z'), ('a', 'z')),
        "alpha" => RuneSet.Of(('A', 'Z'), ('a', 'z')),
        "ascii" => RuneSet.Of((0, 0x7F)),
        "blank" => RuneSet.Of(('\t', '\t'), (' ', ' ')),
        "cntrl" => RuneSet.Of((0, 0x1F), (0x7F, 0x7F)),
        "digit" => RuneSet.Of(('0', '9')),
        "graph" => RuneSet.Of(('!', '~')),
        "lower" => RuneSet.Of(('a', 'z')),
        "print" => RuneSet.Of((' ', '~')),
        "punct" => RuneSet.Of(('!', '/'), (':', '@'), ('[', '`'), ('{', '~')),
        "space" => RuneSet.Of(('\t', '\r'), (' ', ' ')),
        "upper" => RuneSet.Of(('A', 'Z')),
        "word" => RuneSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')),
        "xdigit" => RuneSet.Of(('0', '9'), ('A', 'F'), ('a', 'f')),
        _ => null,
    };

    /// <summary>The Unicode category, group of categories or script with this name, or null.</summary>
    internal static RuneSet? Unicode(string name)
    {
        if (name == "Any") return RuneSet.All;
        return UnicodeScripts.Find(name) ?? (name.Length <= 2 ? _unicode.GetOrAdd(name, ScanCategory) : null);
    }

    private static RuneSet? ScanCategory(string name)
    {
        var ranges = new List<(int First, int Last)>();
        for (var code = 0; code <= RuneSet.Last; code++)
        {
            if (!Rune.IsValid(code) || !Abbreviate(Rune.GetUnicodeCategory(new Rune(code))).StartsWith(name, StringComparison.Ordinal))
                continue;
            if (ranges.Count > 0 && ranges[^1].Last == code - 1) ranges[^1] = (ranges[^1].First, code);
            else ranges.Add((code, code));
        }

        return ranges.Count == 0 ? null : new RuneSet(ranges);
    }

    private static string Abbreviate(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu",
        UnicodeCategory.LowercaseLetter => "Ll",
        UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo",
        UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.EnclosingMark => "Me",
        UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl",
        UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.SpaceSeparator => "Zs",
        UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp",
        UnicodeCategory.Control => "Cc",
        UnicodeCategory.Format => "Cf",
        UnicodeCategory.PrivateUse => "Co",
        UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd",
        UnicodeCategory.OpenPunctuation => "Ps",
        UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi",
        UnicodeCategory.FinalQuotePunctuation => "Pf",
        UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc",
        UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So",
        _ => "",
    };
}
