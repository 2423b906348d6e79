using System.Globalization;
using System.Text;

namespace Lynq.Templates.Parsing;

/// <summary>Cuts a template's text into tokens, by the rules of Go's text/template.</summary>
internal sealed partial class Lexer
{
    private const string LeftMark = "{{";
    private const string RightMark = "}}";
    private const string TrimmedSpace = " \t\r\n";
    private readonly SourceText _source;
    private readonly string _text;
    private int _at;
    private int _parentheses;
    private bool _inAction;
    private Token? _pending;

    /// <summary>Begins at the start of a text.</summary>
    public Lexer(SourceText source)
    {
        _source = source;
        _text = source.Text;
    }

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private bool AtEnd => _at >= _text.Length;

    /// <summary>The next token; <see cref="TokenKind.End"/> for ever after the last.</summary>
    /// <exception cref="TemplateSyntaxException">The text at this place is no token.</exception>
    public Token Next()
    {
        if (_pending is { } pending)
        {
            _pending = null;
            return pending;
        }

        return _inAction ? NextInAction() : NextInText();
    }

    private Token NextInText()
    {
        while (!AtEnd)
        {
            var start = _at;
            var mark = _text.IndexOf(LeftMark, start, StringComparison.Ordinal);
            if (mark < 0)
            {
                _at = _text.Length;
                return new(TokenKind.Text, start, _at);
            }

            var textEnd = HasLeftTrim(mark + LeftMark.Length) ? TrimEnd(start, mark) : mark;
            _at = mark;
            var delimiter = LeftDelimiter();
            if (textEnd > start)
            {
                _pending = delimiter;
                return new(TokenKind.Text, start, textEnd);
            }

            if (delimiter is { } found)
            {
                return found;
            }
        }

        return new(TokenKind.End, _text.Length, _text.Length);
    }

    /// <summary>Reads the mark; null when it began a comment, which is then skipped.</summary>
    private Token? LeftDelimiter()
    {
        var start = _at;
        _at += LeftMark.Length;
        if (HasLeftTrim(_at))
        {
            _at += 2;
        }

        if (_text.AsSpan(_at).StartsWith("/*"))
        {
            SkipComment();
            return null;
        }

        _parentheses = 0;
        _inAction = true;
        return new(TokenKind.LeftDelimiter, start, _at);
    }

    private void SkipComment()
    {
        var start = _at;
        var end = _text.IndexOf("*/", _at, StringComparison.Ordinal);
        if (end < 0)
        {
            throw _source.Error(start, "unclosed comment");
        }

        _at = end + 2;
        if (!AtRightDelimiter(out var trims))
        {
            throw _source.Error(_at, "comment ends before closing delimiter");
        }

        PassRightDelimiter(trims);
    }

    private Token NextInAction()
    {
        if (AtRightDelimiter(out var trims))
        {
            if (_parentheses != 0)
            {
                throw _source.Error(_at, "unclosed left paren");
            }

            var start = _at;
            PassRightDelimiter(trims);
            _inAction = false;
            return new(TokenKind.RightDelimiter, start, _at);
        }

        return AtEnd ? throw _source.Error(_at, "unclosed action") : Lex(_text[_at]);
    }

    private Token Lex(char c)
    {
        switch (c)
        {
            case ' ' or '\t' or '\r' or '\n':
                return Space();
            case '=':
                return Take(TokenKind.Assign, 1);
            case ':':
                return _text.AsSpan(_at).StartsWith(":=") ? Take(TokenKind.Declare, 2) : throw _source.Error(_at, "expected :=");
            case '|':
                return Take(TokenKind.Pipe, 1);
            case '"':
                return Quoted('"', TokenKind.QuotedString, "unterminated quoted string");
            case '\'':
                return Quoted('\'', TokenKind.CharacterConstant, "unterminated character constant");
            case '`':
                return Raw();
            case '$':
                return Name(TokenKind.Variable, TokenKind.Variable);
            case '.' when _at + 1 >= _text.Length || !char.IsAsciiDigit(_text[_at + 1]):
                return Name(TokenKind.Field, TokenKind.Dot);
            case '.' or '+' or '-' or (>= '0' and <= '9'):
                return Number();
            case '(':
                _parentheses++;
                return Take(TokenKind.LeftParenthesis, 1);
            case ')':
                return --_parentheses >= 0 ? Take(TokenKind.RightParenthesis, 1) : throw _source.Error(_at, "unexpected right paren");
            default:
                return IsNamePart(_at, out _) ? Word() : Other(c);
        }
    }

    private Token Other(char c) => c is > ' ' and < '\x7f'
        ? Take(TokenKind.Character, 1)
        : throw _source.Error(_at, $"unrecognized character in action: {Describe(_at)}");

    private Token Take(TokenKind kind, int length)
    {
        var start = _at;
        _at += length;
        return new(kind, start, _at);
    }

    private Token Space()
    {
        var start = _at;
        while (IsSpace(Current) && !AtRightDelimiter(out _))
        {
            _at++;
        }

        // A space that belongs to a closing trim marker alone is part of that marker.
        return _at == start ? NextInAction() : new(TokenKind.Space, start, _at);
    }

    private Token Quoted(char quote, TokenKind kind, string unterminated)
    {
        var start = _at++;
        for (; !AtEnd && Current != '\n'; _at++)
        {
            if (Current == quote)
            {
                return new(kind, start, ++_at);
            }

            if (Current == '\\' && _at + 1 < _text.Length && _text[_at + 1] != '\n')
            {
                _at++;
            }
        }

        throw _source.Error(start, unterminated);
    }

    private Token Raw()
    {
        var start = _at;
        var end = _text.IndexOf('`', _at + 1);
        if (end < 0)
        {
            throw _source.Error(start, "unterminated raw quoted string");
        }

        _at = end + 1;
        return new(TokenKind.RawString, start, _at);
    }

    private Token Name(TokenKind named, TokenKind alone)
    {
        var start = _at++;
        if (AtTerminator())
        {
            return new(alone, start, _at);
        }

        PassName();
        return new(named, start, _at);
    }

    private Token Word()
    {
        var start = _at;
        PassName();
        var kind = _text.AsSpan(start, _at - start) switch
        {
            "true" or "false" => TokenKind.Bool,
            "nil" => TokenKind.Nil,
            "if" or "else" or "end" or "range" or "with" or "break" or "continue" or "define" or "template" or "block" => TokenKind.Keyword,
            _ => TokenKind.Identifier,
        };
        return new(kind, start, _at);
    }

    private void PassName()
    {
        while (IsNamePart(_at, out var length))
        {
            _at += length;
        }

        if (!AtTerminator())
        {
            throw _source.Error(_at, $"bad character {Describe(_at)}");
        }
    }

    private bool AtTerminator() =>
        AtEnd || IsSpace(Current) || Current is '.' or ',' or '|' or ':' or ')' or '(' || AtRightDelimiter(out _);

    private bool AtRightDelimiter(out bool trims)
    {
        var rest = _text.AsSpan(_at);
        trims = rest.Length > 1 && IsSpace(rest[0]) && rest[1] == '-' && rest[2..].StartsWith(RightMark);
        return trims || rest.StartsWith(RightMark);
    }

    private void PassRightDelimiter(bool trims)
    {
        _at += RightMark.Length;
        if (trims)
        {
            _at += 2;
            while (IsSpace(Current))
            {
                _at++;
            }
        }
    }

    private bool HasLeftTrim(int at) => at + 1 < _text.Length && _text[at] == '-' && IsSpace(_text[at + 1]);

    private int TrimEnd(int start, int end) => start + _text.AsSpan(start, end - start).TrimEnd(TrimmedSpace).Length;

    private bool IsNamePart(int at, out int length)
    {
        length = 1;
        if (at >= _text.Length)
        {
            return false;
        }

        if (Rune.TryGetRuneAt(_text, at, out var rune))
        {
            length = rune.Utf16SequenceLength;
            return rune.Value == '_' || Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber;
        }

        return false;
    }

    private string Describe(int at)
    {
        var rune = Rune.TryGetRuneAt(_text, at, out var found) ? found : Rune.ReplacementChar;
        return $"U+{rune.Value:X4} '{rune}'";
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';
}
