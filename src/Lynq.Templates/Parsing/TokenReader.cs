namespace Lynq.Templates.Parsing;

/// <summary>Tokens with a look ahead; they are lexed only when they are reached, so that errors come in the text's order.</summary>
/// <param name="source">The text.</param>
internal sealed class TokenReader(SourceText source)
{
    private readonly Lexer _lexer = new(source);
    private readonly List<Token> _tokens = [];
    private int _next;

    /// <summary>Takes the next token.</summary>
    public Token Next()
    {
        var token = Peek();
        _next++;
        return token;
    }

    /// <summary>Takes the next token that is no space.</summary>
    public Token NextNonSpace()
    {
        SkipSpace();
        return Next();
    }

    /// <summary>The next token, which stays.</summary>
    public Token Peek()
    {
        while (_tokens.Count <= _next)
        {
            _tokens.Add(_lexer.Next());
        }

        return _tokens[_next];
    }

    /// <summary>Passes spaces; the next token after them, which stays.</summary>
    public Token PeekNonSpace()
    {
        SkipSpace();
        return Peek();
    }

    /// <summary>Puts the last token taken back.</summary>
    public void Back() => _next--;

    /// <summary>Where the reader stands.</summary>
    public int Mark() => _next;

    /// <summary>Goes back to where the reader stood.</summary>
    public void Reset(int mark) => _next = mark;

    /// <summary>Where the last token taken ends in the text.</summary>
    public int LastEnd()
    {
        var index = _next - 1;
        while (index > 0 && _tokens[index].Kind == TokenKind.Space)
        {
            index--;
        }

        return index < 0 ? 0 : _tokens[index].End;
    }

    private void SkipSpace()
    {
        while (Peek().Kind == TokenKind.Space)
        {
            _next++;
        }
    }
}
