using Lynq.Templates.Execution;
using Lynq.Templates.Values;

namespace Lynq.Templates.Parsing;

/// <summary>Conditions, loops and calls of other templates.</summary>
internal sealed partial class Parser
{
    private ConditionNode Condition(in Token keyword, string word)
    {
        var mark = _scope.Enter();
        var dotIsRoot = _dotIsRoot;
        var condition = TolerantCondition(Pipeline(word, TokenKind.RightDelimiter));
        _dotIsRoot &= word == "if";
        var body = ItemList(out var stop);
        _dotIsRoot = dotIsRoot;
        var otherwise = Otherwise(stop, word);
        _scope.Leave(mark);
        return new ConditionNode(condition, word == "with", Join(body), otherwise);
    }

    private RangeNode Range(in Token keyword)
    {
        var mark = _scope.Enter();
        var dotIsRoot = _dotIsRoot;
        var source = Pipeline("range", TokenKind.RightDelimiter);
        _loops++;
        _dotIsRoot = false;
        var body = ItemList(out var stop);
        _dotIsRoot = dotIsRoot;
        _loops--;
        var otherwise = Otherwise(stop, "range");
        _scope.Leave(mark);
        return new RangeNode(source, source as AssignExpression, Join(body), otherwise);
    }

    private Node? Otherwise(in Token stop, string word)
    {
        if (_source.Of(stop) == "end")
        {
            return null;
        }

        // "else if" and "else with" share the end of the first one.
        if (word != "range" && IsKeyword(_tokens.PeekNonSpace(), word))
        {
            if (++_nesting > MaxNesting)
            {
                throw _source.Error(stop.Start, $"actions are nested too deeply (limit {MaxNesting})");
            }

            var chained = Condition(_tokens.NextNonSpace(), word);
            _nesting--;
            return chained;
        }

        var nodes = ItemList(out var end);
        return _source.Of(end) == "end"
            ? Join(nodes)
            : throw _source.Error(end.Start, $"expected end; found {{{{{_source.Of(end)}}}}}");
    }

    private JumpNode Jump(in Token keyword, string name, Flow flow)
    {
        var token = _tokens.NextNonSpace();
        if (token.Kind != TokenKind.RightDelimiter)
        {
            throw Unexpected(token, name);
        }

        return _loops > 0 ? new JumpNode(flow) : throw _source.Error(keyword.Start, $"{name} outside {{{{range}}}}");
    }

    private TemplateNode Template(in Token keyword)
    {
        var name = TemplateName("template clause");
        Expression? argument = null;
        if (_tokens.PeekNonSpace().Kind == TokenKind.RightDelimiter)
        {
            _tokens.Next();
        }
        else
        {
            argument = Pipeline("template clause", TokenKind.RightDelimiter);
        }

        return Call(keyword, name, argument);
    }

    private TemplateNode Block(in Token keyword)
    {
        var name = TemplateName("block clause");
        var argument = Pipeline("block clause", TokenKind.RightDelimiter);
        var end = _tokens.LastEnd();
        Add(Body(name, "block clause"), keyword.Start);
        return Call(new Token(TokenKind.Keyword, keyword.Start, end), name, argument);
    }

    private TemplateNode Call(in Token keyword, string name, Expression? argument)
    {
        var call = new TemplateNode(name, argument, new FailingExpression(keyword.Start, Math.Max(keyword.End, _tokens.LastEnd()), ""));
        _calls.Add(call);
        return call;
    }

    private static Node Join(List<Node> nodes) => nodes is [var single] ? single : new ListNode([.. nodes]);

    private static Expression TolerantCondition(Expression condition) => condition is AssignExpression assign
        ? assign.Over(TolerantExpression.Wrap(assign.Pipeline, Value.EmptyString))
        : TolerantExpression.Wrap(condition, Value.EmptyString);
}
