using Lynq.Templates.Functions;
using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>A call of a function whose number of arguments is known to fit.</summary>
/// <param name="start">Where it begins.</param>
/// <param name="end">Where it ends.</param>
/// <param name="function">The function.</param>
/// <param name="arguments">The arguments; constants are already of the parameters' types.</param>
/// <param name="final">The piped last argument, which is evaluated first.</param>
internal sealed class CallExpression(int start, int end, FunctionDefinition function, Expression[] arguments, Expression? final)
    : Expression(start, end)
{
    private readonly ParameterType?[] _checks = [.. arguments.Select((argument, i) => CheckFor(function, argument, i))];

    // A piped constant is a value like any other: only literal arguments were fitted to their parameters.
    private readonly ParameterType? _finalCheck = final is null ? null : Checked(TypeAt(function, arguments.Length));


    /// <inheritdoc />
    public override Value Evaluate(RenderContext context)
    {
        var piped = final is null ? default : final.Evaluate(context);
        var mark = context.StackTop;
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = arguments[i].Evaluate(context);
            context.Push(_checks[i] is { } type && !type.Accepts(value) ? Convert(context, arguments[i], type, value) : value);
        }

        if (final is not null)
        {
            context.Push(_finalCheck is { } type && !type.Accepts(piped) ? Convert(context, final, type, piped, isFinal: true) : piped);
        }

        var result = Run(context, this, function, mark);
        context.StackTop = mark;
        return result;
    }

    /// <summary>Calls a method of an object; its arguments are checked here.</summary>
    public static Value Invoke(
        RenderContext context, Expression at, FunctionDefinition method, Expression[] arguments, in Value receiver, Value? final)
    {
        var given = arguments.Length + (final is null ? 0 : 1);
        if (ArgumentCount.Check(method, given) is { } wrong)
        {
            throw context.Failure(at, wrong);
        }

        var mark = context.StackTop;
        context.Push(receiver);
        for (var i = 0; i < arguments.Length; i++)
        {
            var type = TypeAt(method, i);
            var argument = ArgumentBinding.Bind(arguments[i], type, context.Source);
            var value = argument.Evaluate(context);
            context.Push(type.Accepts(value) ? value : Convert(context, argument, type, value));
        }

        if (final is { } piped)
        {
            var type = TypeAt(method, arguments.Length);
            context.Push(type.Accepts(piped) ? piped : Convert(context, at, type, piped, isFinal: true));
        }

        var result = Run(context, at, method, mark);
        context.StackTop = mark;
        return result;
    }

    /// <summary>The type of the parameter at a position, which may be the repeated one.</summary>
    public static ParameterType TypeAt(FunctionDefinition function, int index) =>
        index < function.Parameters.Count ? function.Parameters[index] : function.Rest!;

    private static ParameterType? CheckFor(FunctionDefinition function, Expression argument, int index) =>
        argument is LiteralExpression ? null : Checked(TypeAt(function, index));

    private static ParameterType? Checked(ParameterType type) => type.Form == ParameterForm.Any ? null : type;

    private static Value Run(RenderContext context, Expression at, FunctionDefinition function, int mark)
    {
        context.Step(at);
        try
        {
            return function.Body(context, context.Arguments(mark));
        }
        catch (Exception e) when (e is not (TemplateException or OperationCanceledException or OutOfMemoryException))
        {
            // Go turns any panic of a function into an error of the render; so must any slip of a body here.
            throw context.Failure(at, $"error calling {function.Name}: {e.Message}", e is FunctionException ? null : e);
        }
    }

    private static Value Convert(RenderContext context, Expression argument, ParameterType type, in Value value, bool isFinal = false)
    {
        if (type.Form == ParameterForm.String && value.IsTyped)
        {
            return Value.FromString(Formatting.ValuePrinter.Print(value));
        }

        if (!value.IsNil)
        {
            throw context.Failure(argument, $"wrong type for value; expected {type.GoName}; got {ValueNames.TypeName(value)}");
        }

        if (argument.GivesInterface && !isFinal)
        {
            throw context.Failure(argument, $"wrong type for value; expected {type.GoName}; got interface {{}}");
        }

        return type.Form switch
        {
            ParameterForm.Map => Value.FromMap(MapValue.NilMap()),
            ParameterForm.List => Value.FromList(ListValue.NilList),
            _ => throw context.Failure(argument, $"invalid value; expected {type.GoName}"),
        };
    }
}
