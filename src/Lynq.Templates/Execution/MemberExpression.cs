using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>A chain of fields (or one) of a value: <c>.a.b</c>, <c>$x.a</c>, <c>(pipeline).a</c>; the last may be a method with arguments.</summary>
/// <param name="start">Where it begins.</param>
/// <param name="end">Where it ends.</param>
/// <param name="receiver">The value.</param>
/// <param name="names">The fields' names.</param>
internal sealed class MemberExpression(int start, int end, Expression receiver, string[] names) : Expression(start, end)
{
    /// <summary>The value whose fields these are.</summary>
    public Expression Receiver => receiver;

    /// <summary>The fields' names.</summary>
    public string[] Names => names;

    /// <summary>The arguments of the last name, without a piped one.</summary>
    public Expression[] Arguments { get; init; } = [];

    /// <summary>The value piped to the last name.</summary>
    public Expression? Final { get; init; }

    /// <inheritdoc />
    public override bool GivesInterface => true;

    /// <summary>The same chain with arguments for its last name.</summary>
    public MemberExpression With(Expression[] arguments, Expression? final) =>
        new(Start, End, receiver, names) { Arguments = arguments, Final = final };

    /// <inheritdoc />
    public override Value Evaluate(RenderContext context)
    {
        var piped = Final?.Evaluate(context) ?? default;
        var value = receiver.Evaluate(context);
        var isInterface = receiver is DotExpression && context.DotIsInterface;
        var hasArguments = Arguments.Length > 0 || Final is not null;
        for (var i = 0; i < names.Length; i++)
        {
            value = hasArguments && i == names.Length - 1
                ? Call(context, value, names[i], piped, isInterface)
                : context.Member(value, names[i], this, isInterface);
            isInterface = true;
        }

        return value;
    }

    private Value Call(RenderContext context, in Value value, string name, in Value piped, bool isInterface)
    {
        if (value.Kind == ValueKind.Object && value.AsObject.FindMethod(name) is { } method)
        {
            return CallExpression.Invoke(context, this, method, Arguments, value, Final is null ? null : piped);
        }

        if (value.Kind == ValueKind.Map)
        {
            throw context.Failure(this, $"{name} is not a method but has arguments");
        }

        context.Member(value, name, this, isInterface);
        throw context.Failure(this, $"{name} has arguments but cannot be invoked as function");
    }
}
