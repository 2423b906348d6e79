namespace Lynq.Templates.Execution;

/// <summary><c>if</c> and <c>with</c>; the latter makes the value the dot.</summary>
/// <param name="condition">The condition.</param>
/// <param name="setsDot">Whether it is <c>with</c>.</param>
/// <param name="body">What runs if it is true.</param>
/// <param name="otherwise">What runs if not, or null.</param>
internal sealed class ConditionNode(Expression condition, bool setsDot, Node body, Node? otherwise) : Node
{
    /// <inheritdoc />
    public override Flow Execute(RenderContext context)
    {
        context.RequireStack(condition);
        var value = condition.Evaluate(context);
        if (!value.IsTrue)
        {
            return otherwise?.Execute(context) ?? Flow.Next;
        }

        if (!setsDot)
        {
            return body.Execute(context);
        }

        var (dot, wasInterface) = (context.Dot, context.DotIsInterface);
        (context.Dot, context.DotIsInterface) = (value, false);
        var flow = body.Execute(context);
        (context.Dot, context.DotIsInterface) = (dot, wasInterface);
        return flow;
    }
}
