using System.Text;

namespace Lynq.Templates.Functions.Patterns;

/// <summary>
/// Translates the syntax of RE2 (Go's <c>regexp</c>) to a pattern of the framework's non-backtracking engine over
/// <see cref="ByteText"/>, and rejects what RE2 rejects.
/// </summary>
internal sealed partial class PatternTranslator
{
    private const int MaxDepth = 1000;
    private const int MaxRepeat = 1000;
    private const int MaxLength = 1 << 18;

    // So much of a character class's alternatives counts like one more character.
    private const int ClassUnit = 64;

    private readonly string _pattern;
    private readonly List<string?> _names = [null];
    private int _at;
    private int _depth;
    private PatternFlags _flags;

    private PatternTranslator(string pattern) => _pattern = pattern;

    private bool AtEnd => _at >= _pattern.Length;

    private string Rest => _pattern[_at..];

    /// <summary>Translates a pattern.</summary>
    /// <returns>
    /// The engine's pattern, whose groups are numbered as RE2 numbers them; the groups' names by number; and its size in
    /// characters to match, each as often as its repeat counts say.
    /// </returns>
    /// <exception cref="PatternException">The pattern is no RE2 pattern.</exception>
    internal static (string Pattern, IReadOnlyList<string?> Names, long Size) Translate(string pattern)
    {
        var translator = new PatternTranslator(pattern);
        var (translated, _, size) = translator.ReadAlternatives();
        if (!translator.AtEnd) throw new PatternException("unexpected )", pattern);
        return (translated, translator._names, size);
    }

    /// <summary>Reads up to the end or a closing parenthesis. The weight is the largest product of nested repeat counts.</summary>
    private Piece ReadAlternatives()
    {
        if (++_depth > MaxDepth) throw new PatternException("expression nests too deeply", _pattern);
        var text = new StringBuilder();
        var weight = 1;
        var size = 0L;
        while (!AtEnd && _pattern[_at] != ')')
        {
            if (TryTake('|'))
            {
                text.Append('|');
                continue;
            }

            var piece = ReadRepeated();
            text.Append(piece.Text);
            weight = Math.Max(weight, piece.Weight);
            size += piece.Size;
            if (text.Length > MaxLength) throw new PatternException("expression too large", _pattern);
        }

        _depth--;
        return new Piece(text.ToString(), weight, size);
    }

    private Piece ReadRepeated()
    {
        var start = _at;
        if (TryReadRepeat(out _, out _))
            throw new PatternException("missing argument to repetition operator", _pattern[start.._at]);
        var atom = ReadAtom();
        start = _at;
        if (!TryReadRepeat(out var repeat, out var count)) return atom;
        var weight = atom.Weight * Math.Max(count, 1);
        if (weight > MaxRepeat) throw new PatternException("invalid repeat count", _pattern[start.._at]);
        if (TryReadRepeat(out _, out _))
            throw new PatternException("invalid nested repetition operator", _pattern[start.._at]);

        // Repeating a position, such as ^*, is repeating nothing or once.
        return new Piece($"(?:{atom.Text}){repeat}", weight, atom.Size * Math.Max(count, 1));
    }

    /// <summary>Reads <c>* + ? {n,m}</c> with its laziness; braces that are no count are ordinary characters.</summary>
    private bool TryReadRepeat(out string repeat, out int count)
    {
        count = 1;
        repeat = "";
        if (AtEnd) return false;
        var start = _at;
        if (_pattern[_at] is '*' or '+' or '?') repeat = _pattern[_at++].ToString();
        else if (!TryReadCount(out repeat, out count)) return false;

        var lazy = TryTake('?') != _flags.HasFlag(PatternFlags.Ungreedy);
        if (lazy) repeat += "?";
        if (count < 0) throw new PatternException("invalid repeat count", _pattern[start.._at]);
        return true;
    }

    /// <summary>A count of -1 means one that is too large or upside down.</summary>
    private bool TryReadCount(out string repeat, out int count)
    {
        repeat = "";
        count = 1;
        var close = _pattern[_at] == '{' ? _pattern.IndexOf('}', _at) : -1;
        if (close < 0) return false;
        var bounds = _pattern[(_at + 1)..close].Split(',');
        if (bounds.Length > 2 || bounds[0].Length == 0 || !bounds.All(static bound => bound.All(char.IsAsciiDigit))) return false;
        if (bounds.Any(static bound => bound.Length > 1 && bound[0] == '0')) return false;
        var least = ParseBound(bounds[0]);
        var most = bounds.Length == 1 ? least : bounds[1].Length == 0 ? least : ParseBound(bounds[1]);
        count = least > MaxRepeat || most > MaxRepeat || most < least ? -1 : most;
        repeat = _pattern[_at..(close + 1)];
        _at = close + 1;
        return true;
    }

    private static int ParseBound(string digits) => digits.Length > 4 ? int.MaxValue : int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    private Piece ReadAtom()
    {
        var c = _pattern[_at];
        switch (c)
        {
            case '(':
                return ReadGroup();
            case '[':
                return Single(ReadClass());
            case '.':
                _at++;
                return Single(_flags.HasFlag(PatternFlags.DotAll) ? RuneSet.All : RuneSet.Of(('\n', '\n')).Negate());
            case '^':
                _at++;
                return new Piece(_flags.HasFlag(PatternFlags.MultiLine) ? "(?m:^)" : @"\A", 1);
            case '$':
                _at++;
                return new Piece(_flags.HasFlag(PatternFlags.MultiLine) ? "(?m:$)" : @"\z", 1);
            case '\\':
                return ReadEscaped();
            default:
                return Literal(ReadRune());
        }
    }

    private Piece Literal(Rune rune)
    {
        var set = RuneSet.Of((rune.Value, rune.Value));
        return Single(_flags.HasFlag(PatternFlags.FoldCase) ? CaseFolding.Fold(set) : set);
    }

    private static Piece Single(RuneSet set)
    {
        var text = Utf8Ranges.ToPattern(set);
        return new Piece(text, 1, 1 + (text.Length / ClassUnit));
    }

    private Rune ReadRune()
    {
        if (AtEnd) throw new PatternException("missing argument", _pattern);
        if (Rune.DecodeFromUtf16(_pattern.AsSpan(_at), out var rune, out var used) != System.Buffers.OperationStatus.Done)
            throw new PatternException("invalid UTF-8", _pattern);
        _at += used;
        return rune;
    }

    private bool TryTake(char c)
    {
        if (AtEnd || _pattern[_at] != c) return false;
        _at++;
        return true;
    }

    private bool StartsWith(string text) => string.CompareOrdinal(_pattern, _at, text, 0, text.Length) == 0;

    /// <summary>A translated part of the pattern.</summary>
    /// <param name="Text">The engine's pattern.</param>
    /// <param name="Weight">The largest product of repeat counts in it.</param>
    /// <param name="Size">The characters to match, each as often as its repeat counts say.</param>
    private readonly record struct Piece(string Text, int Weight, long Size = 1);
}
