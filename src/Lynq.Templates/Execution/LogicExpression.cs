using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary><c>and</c> and <c>or</c>, which stop at the first argument that decides and give that argument.</summary>
/// <param name="start">Where it begins.</param>
/// <param name="end">Where it ends.</param>
/// <param name="isOr">Whether it is <c>or</c>.</param>
/// <param name="arguments">The arguments.</param>
/// <param name="final">The piped last argument, which is evaluated first.</param>
internal sealed class LogicExpression(int start, int end, bool isOr, Expression[] arguments, Expression? final)
    : Expression(start, end)
{
    /// <inheritdoc />
    public override Value Evaluate(RenderContext context)
    {
        context.Step(this);
        var piped = final?.Evaluate(context) ?? default;
        Value value = default;
        foreach (var argument in arguments)
        {
            value = argument.Evaluate(context);
            if (value.IsTrue == isOr)
            {
                return value;
            }
        }

        return final is null ? value : piped;
    }
}
