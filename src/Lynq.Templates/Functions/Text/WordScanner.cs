using System.Text;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Text;

/// <summary>What a stretch of text is to <see cref="DelimitedCase"/>.</summary>
internal enum WordKind
{
    /// <summary>Nothing is left, or nothing of it can be read.</summary>
    None,

    /// <summary>Digits and other numbers.</summary>
    Number,

    /// <summary>A word that starts with a capital, or capitals only.</summary>
    Capitalized,

    /// <summary>Letters that start with a small one.</summary>
    Alphabet,

    /// <summary>Spaces, hyphens and underscores.</summary>
    Connector,

    /// <summary>Other punctuation.</summary>
    Punctuation,

    /// <summary>Everything else.</summary>
    Other,
}

/// <summary>One word of a text.</summary>
internal readonly record struct Word(WordKind Kind, string Text);

/// <summary>Splits a text into words by letter case and by the kinds of its characters.</summary>
internal ref struct WordScanner
{
    private ReadOnlySpan<Rune> _rest;

    /// <summary>Starts at the beginning of <paramref name="runes"/>.</summary>
    internal WordScanner(ReadOnlySpan<Rune> runes) => _rest = runes;

    /// <summary>True when the whole text is read.</summary>
    internal readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Space, hyphen or underscore.</summary>
    internal static bool IsConnector(Rune rune) => rune.Value is '-' or '_' || Rune.IsWhiteSpace(rune);

    /// <summary>The next word; <see cref="WordKind.None"/> at the end.</summary>
    internal Word Next()
    {
        if (_rest.IsEmpty) return new Word(WordKind.None, "");
        var first = _rest[0];
        var kind = KindOf(first);
        var length = kind switch
        {
            WordKind.Connector => Run(1, IsConnector),
            WordKind.Punctuation => Run(1, Rune.IsPunctuation),
            WordKind.Capitalized => CapitalizedLength(),
            WordKind.Alphabet => Run(1, IsSmallLetter),
            WordKind.Number => Run(1, Rune.IsNumber),
            _ => Run(1, IsOther),
        };

        var text = new StringBuilder(length);
        foreach (var rune in _rest[..length]) text.AppendRune(rune);
        _rest = _rest[length..];
        return new Word(kind, text.ToString());
    }

    private static WordKind KindOf(Rune rune)
    {
        if (IsConnector(rune)) return WordKind.Connector;
        if (Rune.IsPunctuation(rune)) return WordKind.Punctuation;
        if (Rune.IsUpper(rune)) return WordKind.Capitalized;
        if (IsAlphabet(rune)) return WordKind.Alphabet;
        return Rune.IsNumber(rune) ? WordKind.Number : WordKind.Other;
    }

    private readonly int CapitalizedLength()
    {
        if (_rest.Length == 1) return 1;
        if (!Rune.IsUpper(_rest[1])) return IsAlphabet(_rest[1]) ? Run(2, IsSmallLetter) : 1;

        // In "HTTPStatus" the last capital belongs to the next word.
        var length = Run(2, Rune.IsUpper);
        return length < _rest.Length && IsAlphabet(_rest[length]) ? length - 1 : length;
    }

    private readonly int Run(int length, Func<Rune, bool> belongs)
    {
        while (length < _rest.Length && belongs(_rest[length])) length++;
        return length;
    }

    private static bool IsSmallLetter(Rune rune) => IsAlphabet(rune) && !Rune.IsUpper(rune);

    private static bool IsOther(Rune rune) =>
        !IsConnector(rune) && !IsAlphabet(rune) && !Rune.IsNumber(rune) && !Rune.IsPunctuation(rune);

    /// <summary>A letter that is no Chinese, Japanese or Korean ideograph.</summary>
    private static bool IsAlphabet(Rune rune) =>
        Rune.IsLetter(rune) && rune.Value is not (>= 0x3400 and <= 0x4D85 or >= 0x4E00 and <= 0x9FCC or >= 0x20000 and <= 0x2B81D);
}
