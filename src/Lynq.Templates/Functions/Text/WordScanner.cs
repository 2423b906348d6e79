using System.Text;

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
/// <param name="kind">What it is.</param>
/// <param name="text">Its characters.</param>
internal readonly ref struct Word(WordKind kind, ReadOnlySpan<char> text)
{
    /// <summary>What it is.</summary>
    internal WordKind Kind => kind;

    /// <summary>Its characters.</summary>
    internal ReadOnlySpan<char> Text { get; } = text;
}

/// <summary>Splits a text into words by letter case and by the kinds of its characters.</summary>
internal ref struct WordScanner
{
    private static readonly WordKind[] s_asciiKinds = [.. Enumerable.Range(0, 128).Select(static c => Classify(new Rune(c)))];
    private ReadOnlySpan<char> _rest;

    /// <summary>Starts at the beginning of a text without lone surrogates.</summary>
    internal WordScanner(ReadOnlySpan<char> text) => _rest = text;

    /// <summary>True when the whole text is read.</summary>
    internal readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Space, hyphen or underscore.</summary>
    internal static bool IsConnector(Rune rune) => rune.Value is '-' or '_' || Rune.IsWhiteSpace(rune);

    /// <summary>The next word; <see cref="WordKind.None"/> at the end.</summary>
    internal Word Next()
    {
        if (_rest.IsEmpty) return new Word(WordKind.None, []);
        var first = RuneAt(0);
        var kind = KindOf(first);
        var second = first.Utf16SequenceLength;
        var length = kind switch
        {
            WordKind.Connector => Run(second, IsConnector),
            WordKind.Punctuation => Run(second, Rune.IsPunctuation),
            WordKind.Capitalized => CapitalizedLength(second),
            WordKind.Alphabet => Run(second, IsSmallLetter),
            WordKind.Number => Run(second, Rune.IsNumber),
            _ => Run(second, IsOther),
        };

        var word = new Word(kind, _rest[..length]);
        _rest = _rest[length..];
        return word;
    }

    private static WordKind KindOf(Rune rune) => rune.IsAscii ? s_asciiKinds[rune.Value] : Classify(rune);

    private static WordKind Classify(Rune rune)
    {
        if (IsConnector(rune)) return WordKind.Connector;
        if (Rune.IsPunctuation(rune)) return WordKind.Punctuation;
        if (Rune.IsUpper(rune)) return WordKind.Capitalized;
        if (IsAlphabet(rune)) return WordKind.Alphabet;
        return Rune.IsNumber(rune) ? WordKind.Number : WordKind.Other;
    }

    private readonly int CapitalizedLength(int second)
    {
        if (_rest.Length == second) return second;
        var next = RuneAt(second);
        if (!Rune.IsUpper(next)) return IsAlphabet(next) ? Run(second + next.Utf16SequenceLength, IsSmallLetter) : second;

        // In "HTTPStatus" the last capital belongs to the next word.
        var (last, length) = (second, second + next.Utf16SequenceLength);
        for (; length < _rest.Length && RuneAt(length) is var rune && Rune.IsUpper(rune); length += rune.Utf16SequenceLength) last = length;
        return length < _rest.Length && IsAlphabet(RuneAt(length)) ? last : length;
    }

    private readonly int Run(int length, Func<Rune, bool> belongs)
    {
        while (length < _rest.Length && RuneAt(length) is var rune && belongs(rune)) length += rune.Utf16SequenceLength;
        return length;
    }

    private readonly Rune RuneAt(int at)
    {
        if (char.IsAscii(_rest[at])) return new Rune(_rest[at]);
        Rune.DecodeFromUtf16(_rest[at..], out var rune, out _);
        return rune;
    }

    private static bool IsSmallLetter(Rune rune) => IsAlphabet(rune) && !Rune.IsUpper(rune);

    private static bool IsOther(Rune rune) =>
        !IsConnector(rune) && !IsAlphabet(rune) && !Rune.IsNumber(rune) && !Rune.IsPunctuation(rune);

    /// <summary>A letter that is no Chinese, Japanese or Korean ideograph.</summary>
    private static bool IsAlphabet(Rune rune) =>
        Rune.IsLetter(rune) && rune.Value is not (>= 0x3400 and <= 0x4D85 or >= 0x4E00 and <= 0x9FCC or >= 0x20000 and <= 0x2B81D);
}
