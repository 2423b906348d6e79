using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>A pipeline whose value is kept in one or two variables; it has the value, too.</summary>
/// <param name="start">Where it begins.</param>
/// <param name="end">Where it ends.</param>
/// <param name="slots">The variables' places; negative for one that was never declared.</param>
/// <param name="names">The variables' names.</param>
/// <param name="pipeline">The value.</param>
internal sealed class AssignExpression(int start, int end, int[] slots, string[] names, Expression pipeline) : Expression(start, end)
{
    /// <summary>The variables' places.</summary>
    public int[] Slots => slots;

    /// <summary>The value.</summary>
    public Expression Pipeline => pipeline;

    /// <summary>The same variables with another value.</summary>
    public AssignExpression Over(Expression value) => new(Start, End, slots, names, value);

    /// <inheritdoc />
    public override Value Evaluate(RenderContext context)
    {
        var value = pipeline.Evaluate(context);
        for (var i = 0; i < slots.Length; i++)
        {
            Set(context, i, value);
        }

        return value;
    }

    /// <summary>Sets one of the variables.</summary>
    public void Set(RenderContext context, int index, in Value value)
    {
        if (slots[index] < 0)
        {
            throw context.Failure(this, $"undefined variable: {names[index]}");
        }

        context.SetVariable(slots[index], value);
    }
}
