using Lynq.Templates.Execution;

namespace Lynq.Templates.Parsing;

/// <summary>
/// Parses a template by the grammar of Go's text/template and compiles it on the way: there is no syntax tree beside the
/// nodes that run. This part reads templates, actions and definitions.
/// </summary>
internal sealed partial class Parser
{
    /// <summary>The name of the text itself, under which it can also be called.</summary>
    public const string MainName = "template";

    private const int MaxNesting = 500;
    private readonly SourceText _source;
    private readonly TokenReader _tokens;
    private readonly Dictionary<string, DefinedTemplate> _templates = new(StringComparer.Ordinal);
    private readonly List<TemplateNode> _calls = [];
    private readonly SortedSet<string> _functions = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _variables = new(StringComparer.Ordinal);
    private VariableScope _scope = new();
    private int _loops;
    private int _nesting;
    private bool _dotIsRoot = true;
    private bool _dollarIsRoot = true;

    private Parser(SourceText source)
    {
        _source = source;
        _tokens = new TokenReader(source);
    }

    /// <summary>Parses a text.</summary>
    /// <exception cref="TemplateSyntaxException">It is not a template.</exception>
    public static ParsedTemplate Parse(SourceText source) => new Parser(source).ParseAll();

    private ParsedTemplate ParseAll()
    {
        var main = new DefinedTemplate(MainName);
        var nodes = new List<Node>();
        while (_tokens.Peek().Kind != TokenKind.End)
        {
            if (!TryDefinition())
            {
                nodes.Add(TextOrAction(out var stop)
                    ?? throw _source.Error(stop.Start, $"unexpected {{{{{_source.Of(stop)}}}}}"));
            }
        }

        Complete(main, nodes);
        Add(main, 0);
        foreach (var call in _calls)
        {
            call.Target = _templates.GetValueOrDefault(call.Name);
        }

        return new(_templates[MainName], _functions, _variables);
    }

    private bool TryDefinition()
    {
        var mark = _tokens.Mark();
        if (_tokens.Next().Kind == TokenKind.LeftDelimiter && IsKeyword(_tokens.PeekNonSpace(), "define"))
        {
            Definition(_tokens.NextNonSpace());
            return true;
        }

        _tokens.Reset(mark);
        return false;
    }

    private void Definition(Token keyword)
    {
        var name = TemplateName("define clause");
        Expect(TokenKind.RightDelimiter, "define clause");
        var template = Body(name, "define clause");
        Add(template, keyword.Start);
    }

    /// <summary>Parses the body of a <c>define</c> or <c>block</c>, which has variables of its own.</summary>
    private DefinedTemplate Body(string name, string context)
    {
        var (scope, loops, dotIsRoot, dollarIsRoot) = (_scope, _loops, _dotIsRoot, _dollarIsRoot);
        (_scope, _loops, _dotIsRoot, _dollarIsRoot) = (new VariableScope(), 0, false, false);
        var template = new DefinedTemplate(name);
        var nodes = ItemList(out var stop);
        if (_source.Of(stop) != "end")
        {
            throw _source.Error(stop.Start, $"unexpected {{{{{_source.Of(stop)}}}}} in {context}");
        }

        Complete(template, nodes);
        (_scope, _loops, _dotIsRoot, _dollarIsRoot) = (scope, loops, dotIsRoot, dollarIsRoot);
        return template;
    }

    private void Complete(DefinedTemplate template, List<Node> nodes)
    {
        template.IsBlank = nodes.TrueForAll(static n => n is TextNode { IsBlank: true });
        template.Body = nodes is [var single] ? single : new ListNode([.. nodes]);
        template.Slots = _scope.Slots;
    }

    private void Add(DefinedTemplate template, int offset)
    {
        if (!_templates.TryGetValue(template.Name, out var existing) || existing.IsBlank)
        {
            _templates[template.Name] = template;
        }
        else if (!template.IsBlank)
        {
            throw _source.Error(offset, $"multiple definition of template \"{template.Name}\"");
        }
    }

    /// <summary>Parses until <c>else</c> or <c>end</c>, which it takes.</summary>
    private List<Node> ItemList(out Token stop)
    {
        if (++_nesting > MaxNesting)
        {
            throw _source.Error(_tokens.Peek().Start, $"actions are nested too deeply (limit {MaxNesting})");
        }

        var nodes = new List<Node>();
        while (_tokens.PeekNonSpace().Kind != TokenKind.End)
        {
            var node = TextOrAction(out stop);
            if (node is null)
            {
                _nesting--;
                return nodes;
            }

            nodes.Add(node);
        }

        throw _source.Error(_tokens.Peek().Start, "unexpected EOF");
    }

    /// <summary>Parses one text or action; null at <c>else</c> and <c>end</c>.</summary>
    private Node? TextOrAction(out Token stop)
    {
        stop = default;
        var token = _tokens.NextNonSpace();
        return token.Kind switch
        {
            TokenKind.Text => new TextNode(_source.Of(token), new FailingExpression(token.Start, token.End, "")),
            TokenKind.LeftDelimiter => Action(out stop),
            _ => throw Unexpected(token, "input"),
        };
    }

    private Node? Action(out Token stop)
    {
        stop = default;
        var token = _tokens.NextNonSpace();
        if (token.Kind == TokenKind.Keyword)
        {
            switch (_source.Of(token))
            {
                case "end":
                    stop = token;
                    Expect(TokenKind.RightDelimiter, "end");
                    return null;
                case "else":
                    stop = token;
                    ElseRest();
                    return null;
                case "if":
                    return Condition(token, "if");
                case "with":
                    return Condition(token, "with");
                case "range":
                    return Range(token);
                case "break":
                    return Jump(token, "{{break}}", Flow.Break);
                case "continue":
                    return Jump(token, "{{continue}}", Flow.Continue);
                case "template":
                    return Template(token);
                case "block":
                    return Block(token);
            }
        }

        _tokens.Back();
        var pipeline = Pipeline("command", TokenKind.RightDelimiter);
        return pipeline is AssignExpression ? new AssignNode(pipeline) : new PrintNode(pipeline);
    }

    private void ElseRest()
    {
        var next = _tokens.PeekNonSpace();
        if (!IsKeyword(next, "if") && !IsKeyword(next, "with"))
        {
            Expect(TokenKind.RightDelimiter, "else");
        }
    }

    private string TemplateName(string context)
    {
        var token = _tokens.NextNonSpace();
        return token.Kind is TokenKind.QuotedString or TokenKind.RawString
            ? StringLiteral.Unquote(_source.Of(token)) ?? throw _source.Error(token.Start, "invalid syntax")
            : throw Unexpected(token, context);
    }

    private void Expect(TokenKind kind, string context)
    {
        var token = _tokens.NextNonSpace();
        if (token.Kind != kind)
        {
            throw Unexpected(token, context);
        }
    }

    private bool IsKeyword(in Token token, string word) => token.Kind == TokenKind.Keyword && _source.Of(token) == word;

    private TemplateSyntaxException Unexpected(in Token token, string context) => _source.Error(token.Start, token.Kind switch
    {
        TokenKind.End => $"unexpected EOF in {context}",
        TokenKind.Keyword => $"unexpected <{_source.Of(token)}> in {context}",
        _ => $"unexpected \"{_source.Excerpt(token.Start, token.End)}\" in {context}",
    });
}
