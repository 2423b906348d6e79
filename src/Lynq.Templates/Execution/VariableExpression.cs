using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>A variable.</summary>
/// <param name="start">Where it begins.</param>
/// <param name="end">Where it ends.</param>
/// <param name="slot">Its place in the running template's variables; negative for one that was never declared.</param>
/// <param name="name">Its name with the dollar sign.</param>
internal sealed class VariableExpression(int start, int end, int slot, string name) : Expression(start, end)
{
    /// <summary>Whether this is <c>$</c> itself.</summary>
    public bool IsRoot => name.Length == 1;

    /// <inheritdoc />
    public override Value Evaluate(RenderContext context) =>
        slot >= 0 ? context.Variable(slot) : throw context.Failure(this, $"undefined variable: {name}");
}
