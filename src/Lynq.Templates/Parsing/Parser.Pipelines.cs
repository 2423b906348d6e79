using Lynq.Templates.Execution;

namespace Lynq.Templates.Parsing;

/// <summary>Pipelines, commands and their operands.</summary>
internal sealed partial class Parser
{
    private Expression Pipeline(string context, TokenKind end)
    {
        if (++_nesting > MaxNesting)
        {
            throw _source.Error(_tokens.Peek().Start, "max expression depth exceeded");
        }

        var start = _tokens.PeekNonSpace().Start;
        var names = Declarations(context, out var isAssignment);
        var slots = names.ConvertAll(name => isAssignment ? _scope.Assign(name) : _scope.Announce(name));
        Expression? value = null;
        for (var stage = 1; ; stage++)
        {
            var token = _tokens.NextNonSpace();
            if (token.Kind == end)
            {
                break;
            }

            if (!StartsOperand(token.Kind))
            {
                throw Unexpected(token, context);
            }

            _tokens.Back();
            value = Command(value, stage);
        }

        _nesting--;
        if (value is null)
        {
            throw _source.Error(start, $"missing value for {context}");
        }

        if (!isAssignment)
        {
            slots = names.ConvertAll(_scope.Declare);
        }

        return names.Count == 0 ? value : new AssignExpression(start, value.End, [.. slots], [.. names], value);
    }

    private static bool StartsOperand(TokenKind kind) => kind is TokenKind.Bool or TokenKind.CharacterConstant or TokenKind.Number
        or TokenKind.Dot or TokenKind.Field or TokenKind.Identifier or TokenKind.Nil or TokenKind.QuotedString
        or TokenKind.RawString or TokenKind.Variable or TokenKind.LeftParenthesis;

    /// <summary>Reads the variables before <c>:=</c> or <c>=</c>, if that is what follows.</summary>
    private List<string> Declarations(string context, out bool isAssignment)
    {
        var names = new List<string>();
        isAssignment = false;
        while (_tokens.PeekNonSpace().Kind == TokenKind.Variable)
        {
            var mark = _tokens.Mark();
            var name = _source.Of(_tokens.Next());
            var next = _tokens.PeekNonSpace();
            if (next.Kind is TokenKind.Assign or TokenKind.Declare)
            {
                isAssignment = next.Kind == TokenKind.Assign;
                _tokens.Next();
                names.Add(name);
                break;
            }

            if (next.Kind != TokenKind.Character || _source.Of(next) != ",")
            {
                _tokens.Reset(mark);
                break;
            }

            _tokens.Next();
            names.Add(name);
            RequireSecondVariable(context, names.Count, next);
        }

        return names;
    }

    private void RequireSecondVariable(string context, int count, in Token comma)
    {
        if (context != "range" || count > 1)
        {
            throw _source.Error(comma.Start, $"too many declarations in {context}");
        }

        if (_tokens.PeekNonSpace().Kind is not (TokenKind.Variable or TokenKind.RightDelimiter or TokenKind.RightParenthesis))
        {
            throw _source.Error(comma.Start, "range can only initialize variables");
        }
    }

    private Expression Command(Expression? piped, int stage)
    {
        var operands = new List<Expression>();
        while (true)
        {
            _tokens.PeekNonSpace();
            if (Operand() is { } operand)
            {
                operands.Add(operand);
            }

            var token = _tokens.Next();
            if (token.Kind == TokenKind.Space)
            {
                continue;
            }

            if (token.Kind is TokenKind.RightDelimiter or TokenKind.RightParenthesis)
            {
                _tokens.Back();
            }
            else if (token.Kind != TokenKind.Pipe)
            {
                throw Unexpected(token, "operand");
            }

            break;
        }

        if (operands.Count == 0)
        {
            throw _source.Error(_tokens.Peek().Start, "empty command");
        }

        if (stage > 1 && operands[0] is LiteralExpression or NilExpression or DotExpression)
        {
            throw _source.Error(operands[0].Start, $"non executable command in pipeline stage {stage}");
        }

        return Bind(operands, piped);
    }

    private Expression? Operand()
    {
        var term = Term();
        if (term is null || _tokens.Peek().Kind != TokenKind.Field)
        {
            return term;
        }

        var names = new List<string>();
        var end = term.End;
        while (_tokens.Peek().Kind == TokenKind.Field)
        {
            var token = _tokens.Next();
            names.Add(_source.Of(token)[1..]);
            end = token.End;
        }

        switch (term)
        {
            case LiteralExpression or NilExpression or DotExpression:
                throw _source.Error(term.Start, $"unexpected . after term \"{_source.Excerpt(term.Start, term.End)}\"");
            case FieldExpression field:
                return new MemberExpression(term.Start, end, new DotExpression(term.Start, term.End), [field.Name, .. names]);
            case VariableExpression { IsRoot: true } when _dollarIsRoot:
                _variables.Add(names[0]);
                break;
            case FunctionReference function:
                term = Bind([function], null);
                break;
        }

        return new MemberExpression(term.Start, end, term, [.. names]);
    }

    private Expression? Term()
    {
        var token = _tokens.NextNonSpace();
        var text = _source.Of(token);
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return Function(token, text);
            case TokenKind.Dot:
                return new DotExpression(token.Start, token.End);
            case TokenKind.Nil:
                return new NilExpression(token.Start, token.End);
            case TokenKind.Variable:
                return new VariableExpression(token.Start, token.End, Slot(token, text), text);
            case TokenKind.Field:
                return Field(token, text[1..]);
            case TokenKind.Bool:
                return new LiteralExpression(token.Start, token.End, Values.Value.FromBool(text == "true"));
            case TokenKind.Number or TokenKind.CharacterConstant:
                return Number(token, text);
            case TokenKind.LeftParenthesis:
                var inner = Pipeline("parenthesized pipeline", TokenKind.RightParenthesis);
                return new PipelineExpression(token.Start, _tokens.LastEnd(), inner);
            case TokenKind.QuotedString or TokenKind.RawString:
                var unquoted = StringLiteral.Unquote(text) ?? throw _source.Error(token.Start, "invalid syntax");
                return new LiteralExpression(token.Start, token.End, Values.Value.FromString(unquoted));
            default:
                _tokens.Back();
                return null;
        }
    }

    private FieldExpression Field(in Token token, string name)
    {
        if (_dotIsRoot)
        {
            _variables.Add(name);
        }

        return new FieldExpression(token.Start, token.End, name);
    }

    private int Slot(in Token token, string name) =>
        _scope.Find(name) ?? throw _source.Error(token.Start, $"undefined variable \"{name}\"");

    private LiteralExpression Number(in Token token, string text)
    {
        var number = token.Kind == TokenKind.Number
            ? NumberLiteral.FromNumber(text, out var error)
            : NumberLiteral.FromCharacter(text, out error);
        return number is not null && error is null
            ? new LiteralExpression(token.Start, token.End, number)
            : throw _source.Error(token.Start, error!);
    }
}
