namespace Lynq.Templates.Execution;

/// <summary>An action that only sets a variable.</summary>
internal sealed class AssignNode(Expression expression) : Node
{
    /// <inheritdoc />
    public override Flow Execute(RenderContext context)
    {
        expression.Evaluate(context);
        return Flow.Next;
    }
}
