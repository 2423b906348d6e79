using System.Globalization;

namespace Lynq.Templates.Functions.Patterns;

/// <content>Parentheses.</content>
internal sealed partial class PatternTranslator
{
    private Piece ReadGroup()
    {
        var start = _at;
        var outer = _flags;
        if (!StartsWith("(?"))
        {
            _at++;
            return CloseGroup(Capture(null), outer);
        }

        if (StartsWith("(?P<") || StartsWith("(?<")) return CloseGroup(Capture(ReadName()), outer);
        _at += 2;
        if (!TryReadFlags(out var flags, out var opens))
            throw new PatternException(AtEnd ? "missing closing )" : "invalid or unsupported Perl syntax", _pattern[start..Math.Min(_at + 1, _pattern.Length)]);
        _flags = flags;

        // Without a colon the flags hold for the rest of the group around.
        return opens ? CloseGroup("(?:", outer) : new Piece("", 1);
    }

    private string Capture(string? name)
    {
        _names.Add(name);
        return "(?<" + (_names.Count - 1).ToString(CultureInfo.InvariantCulture) + ">";
    }

    private Piece CloseGroup(string opening, PatternFlags outer)
    {
        var inner = ReadAlternatives();
        if (!TryTake(')')) throw new PatternException("missing closing )", _pattern);
        _flags = outer;
        return new Piece(opening + inner.Text + ")", inner.Weight, inner.Size);
    }

    private string ReadName()
    {
        var open = _pattern.IndexOf('<', _at);
        var close = _pattern.IndexOf('>', _at);
        if (close < 0) throw new PatternException("invalid named capture", Rest);
        var name = _pattern[(open + 1)..close];
        if (name.Length == 0 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            throw new PatternException("invalid named capture", _pattern[_at..(close + 1)]);
        _at = close + 1;
        return name;
    }

    /// <summary>Reads <c>ims-U</c> up to a colon, which opens a group, or a closing parenthesis.</summary>
    private bool TryReadFlags(out PatternFlags flags, out bool opens)
    {
        flags = _flags;
        opens = false;
        var negative = false;
        var any = false;
        for (; !AtEnd; _at++)
        {
            var flag = FlagOf(_pattern[_at]);
            if (flag != PatternFlags.None)
            {
                flags = negative ? flags & ~flag : flags | flag;
                any = true;
                continue;
            }

            if (_pattern[_at] == '-' && !negative)
            {
                negative = true;
                any = false;
                continue;
            }

            if (_pattern[_at] is not (':' or ')') || (negative && !any)) return false;
            opens = _pattern[_at++] == ':';
            return true;
        }

        return false;
    }

    private static PatternFlags FlagOf(char letter) => letter switch
    {
        'i' => PatternFlags.FoldCase,
        'm' => PatternFlags.MultiLine,
        's' => PatternFlags.DotAll,
        'U' => PatternFlags.Ungreedy,
        _ => PatternFlags.None,
    };
}
