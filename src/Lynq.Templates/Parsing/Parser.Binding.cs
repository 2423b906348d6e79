using Lynq.Templates.Execution;
using Lynq.Templates.Functions;
using Lynq.Templates.Values;

namespace Lynq.Templates.Parsing;

/// <summary>Makes a command out of its operands: a call, a method call, or a value that may have no arguments.</summary>
internal sealed partial class Parser
{
    private FunctionReference Function(in Token token, string name)
    {
        if (!FunctionTable.All.TryGetValue(name, out var function))
        {
            throw _source.Error(token.Start, $"function \"{name}\" not defined");
        }

        if (function.RefusedBecause is { } reason)
        {
            throw _source.Error(token.Start, $"function \"{name}\" is not available in templates: {reason}");
        }

        _functions.Add(name);
        return new FunctionReference(token.Start, token.End, function);
    }

    private Expression Bind(List<Expression> operands, Expression? piped)
    {
        var first = operands[0];
        var (start, end) = (piped?.Start ?? first.Start, operands[^1].End);
        Expression[] arguments = [.. operands.Skip(1).Select(a => a is FunctionReference niladic ? Bind([niladic], null) : a)];
        var hasArguments = arguments.Length > 0 || piped is not null;
        switch (first)
        {
            case FunctionReference reference:
                return BindCall(first.Start, end, reference.Definition, arguments, piped);
            case FieldExpression field when hasArguments:
                return new MemberExpression(first.Start, end, new DotExpression(first.Start, first.End), [field.Name]).With(arguments, piped);
            case MemberExpression member when hasArguments:
                return member.With(arguments, piped);
            case FieldExpression or MemberExpression:
                return first;
            case NilExpression when !hasArguments:
                return new FailingExpression(start, end, "nil is not a command");
        }

        return hasArguments
            ? new FailingExpression(
                first.Start, end, $"can't give argument to non-function {_source.Excerpt(first.Start, first.End)}", piped)
            : first;
    }

    private Expression BindCall(int start, int end, FunctionDefinition function, Expression[] arguments, Expression? piped)
    {
        var given = arguments.Length + (piped is null ? 0 : 1);
        if (ArgumentCount.Check(function, given) is { } wrong)
        {
            return new FailingExpression(start, end, wrong, piped);
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = ArgumentBinding.Bind(arguments[i], CallExpression.TypeAt(function, i), _source);
        }

        TolerateEmpty(function.Tolerance, arguments, ref piped);
        return function.Name is "and" or "or"
            ? new LogicExpression(start, end, function.Name == "or", arguments, piped)
            : new CallExpression(start, end, function, arguments, piped);
    }

    private static void TolerateEmpty(EmptyTolerance tolerance, Expression[] arguments, ref Expression? piped)
    {
        var (first, empty) = tolerance switch
        {
            EmptyTolerance.AllArguments => (0, Value.EmptyString),
            EmptyTolerance.FirstArgumentAsMap => (0, Value.FromMap(MapValue.NilMap())),
            EmptyTolerance.LastArgumentAsFalse => (piped is null ? arguments.Length - 1 : arguments.Length, Value.False),
            _ => (int.MaxValue, default),
        };
        var last = tolerance == EmptyTolerance.FirstArgumentAsMap ? Math.Min(1, arguments.Length) : arguments.Length;
        for (var i = first; i < last; i++)
        {
            arguments[i] = TolerantExpression.Wrap(arguments[i], empty);
        }

        if (piped is not null && tolerance is EmptyTolerance.AllArguments or EmptyTolerance.LastArgumentAsFalse)
        {
            piped = TolerantExpression.Wrap(piped, empty);
        }
    }
}
