using System.Globalization;
using System.Text;

namespace Lynq.Templates.Functions.Patterns;

/// <content>Escapes and bracket expressions.</content>
internal sealed partial class PatternTranslator
{
    private Piece ReadEscaped()
    {
        if (_at + 1 >= _pattern.Length) throw new PatternException("trailing backslash at end of expression", "");
        switch (_pattern[_at + 1])
        {
            case 'A':
                _at += 2;
                return new Piece(@"\A", 1);
            case 'z':
                _at += 2;
                return new Piece(@"\z", 1);
            case 'b' or 'B':
                _at += 2;
                return new Piece(_pattern.Substring(_at - 2, 2), 1);
            case 'Q':
                return ReadQuoted();
            default:
                return TryReadClassEscape() is { } set ? Single(set) : Literal(ReadEscapedRune());
        }
    }

    /// <summary>Reads <c>\Q…\E</c> as one piece; a repetition after it repeats only its last character.</summary>
    private Piece ReadQuoted()
    {
        _at += 2;
        var text = new StringBuilder();
        while (!AtEnd && !StartsWith(@"\E"))
        {
            var piece = Literal(ReadRune());
            if ((AtEnd || StartsWith(@"\E")) && text.Length > 0)
            {
                if (!AtEnd) _at += 2;
                var start = _at;
                return TryReadRepeat(out var repeat, out var count)
                    ? count > MaxRepeat
                        ? throw new PatternException("invalid repeat count", _pattern[start.._at])
                        : new Piece($"{text}(?:{piece.Text}){repeat}", count, count + (text.Length / ClassUnit))
                    : new Piece(text + piece.Text, 1);
            }

            text.Append(piece.Text);
        }

        if (!AtEnd) _at += 2;
        return new Piece(text.ToString(), 1, 1 + (text.Length / ClassUnit));
    }

    /// <summary>Reads <c>\d</c>, <c>\pL</c>, <c>\p{Greek}</c> and their like, or nothing.</summary>
    private RuneSet? TryReadClassEscape()
    {
        if (_at + 1 >= _pattern.Length || _pattern[_at] != '\\') return null;
        var letter = _pattern[_at + 1];
        if (CharacterClasses.Perl(char.ToLowerInvariant(letter)) is { } perl)
        {
            _at += 2;
            if (_flags.HasFlag(PatternFlags.FoldCase)) perl = CaseFolding.Fold(perl);
            return char.IsUpper(letter) ? perl.Negate() : perl;
        }

        if (letter is not ('p' or 'P')) return null;
        var start = _at;
        _at += 2;
        if (AtEnd) throw new PatternException("invalid character class range", _pattern[start..]);
        var name = ReadUnicodeName(start);
        var negative = letter == 'P';
        if (name.StartsWith('^'))
        {
            negative = !negative;
            name = name[1..];
        }

        var set = CharacterClasses.Unicode(name) ?? throw new PatternException("invalid character class range", _pattern[start.._at]);
        if (_flags.HasFlag(PatternFlags.FoldCase)) set = CaseFolding.Fold(set);
        return negative ? set.Negate() : set;
    }

    private string ReadUnicodeName(int start)
    {
        if (!TryTake('{')) return ReadRune().ToString();
        var close = _pattern.IndexOf('}', _at);
        if (close < 0) throw new PatternException("invalid character class range", _pattern[start..]);
        var name = _pattern[_at..close];
        _at = close + 1;
        return name;
    }

    private RuneSet ReadClass()
    {
        var start = _at++;
        var negative = TryTake('^');
        var set = RuneSet.Of();
        var first = true;
        while (first || AtEnd || _pattern[_at] != ']')
        {
            if (AtEnd) throw new PatternException("missing closing ]", _pattern[start..]);
            first = false;
            set = set.Union(TryReadPosix() ?? TryReadClassEscape() ?? ReadClassRange(start));
        }

        _at++;
        return negative ? set.Negate() : set;
    }

    private RuneSet? TryReadPosix()
    {
        if (!StartsWith("[:")) return null;
        var close = _pattern.IndexOf(":]", _at + 2, StringComparison.Ordinal);
        if (close < 0) return null;
        var name = _pattern[(_at + 2)..close];
        var negative = name.StartsWith('^');
        var set = CharacterClasses.Posix(negative ? name[1..] : name)
            ?? throw new PatternException("invalid character class range", _pattern[_at..(close + 2)]);
        if (_flags.HasFlag(PatternFlags.FoldCase)) set = CaseFolding.Fold(set);
        _at = close + 2;
        return negative ? set.Negate() : set;
    }

    private RuneSet ReadClassRange(int classStart)
    {
        var start = _at;
        var low = ReadClassRune(classStart);
        var high = low;
        if (_at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] != ']')
        {
            _at++;
            high = ReadClassRune(classStart);
            if (high < low) throw new PatternException("invalid character class range", _pattern[start.._at]);
        }

        var set = RuneSet.Of((low.Value, high.Value));
        return _flags.HasFlag(PatternFlags.FoldCase) ? CaseFolding.Fold(set) : set;
    }

    private Rune ReadClassRune(int classStart)
    {
        if (AtEnd) throw new PatternException("missing closing ]", _pattern[classStart..]);
        return _pattern[_at] == '\\' ? ReadEscapedRune() : ReadRune();
    }

    /// <summary>Reads an escape that stands for one character.</summary>
    private Rune ReadEscapedRune()
    {
        var start = _at++;
        if (AtEnd) throw new PatternException("trailing backslash at end of expression", "");
        var c = _pattern[_at++];
        switch (c)
        {
            case 'a':
                return new Rune('\a');
            case 'f':
                return new Rune('\f');
            case 'n':
                return new Rune('\n');
            case 'r':
                return new Rune('\r');
            case 't':
                return new Rune('\t');
            case 'v':
                return new Rune('\v');
            case 'x':
                return ReadHexRune(start);
            case '0' or (>= '1' and <= '7') when c == '0' || (!AtEnd && _pattern[_at] is >= '0' and <= '7'):
                return ReadOctalRune(c);
            case < '\x80' when !char.IsAsciiLetterOrDigit(c):
                return new Rune(c);
            default:
                throw new PatternException("invalid escape sequence", _pattern[start.._at]);
        }
    }

    private Rune ReadOctalRune(char first)
    {
        var code = first - '0';
        for (var i = 0; i < 2 && !AtEnd && _pattern[_at] is >= '0' and <= '7'; i++) code = (code * 8) + _pattern[_at++] - '0';
        return new Rune(code);
    }

    private Rune ReadHexRune(int start)
    {
        var braces = TryTake('{');
        var close = braces ? _pattern.IndexOf('}', _at) : Math.Min(_at + 2, _pattern.Length);
        if (close < 0) close = _pattern.Length;
        var digits = _pattern[_at..close];
        _at = Math.Min(braces ? close + 1 : close, _pattern.Length);
        if (digits.Length > 0 && (braces || digits.Length == 2) && digits.TrimStart('0').Length <= 6
            && int.TryParse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            && Rune.IsValid(code))
        {
            return new Rune(code);
        }

        throw new PatternException("invalid escape sequence", _pattern[start.._at]);
    }
}
