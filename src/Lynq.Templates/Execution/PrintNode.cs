namespace Lynq.Templates.Execution;

/// <summary>An action that prints its value.</summary>
internal sealed class PrintNode(Expression expression) : Node
{
    /// <inheritdoc />
    public override Flow Execute(RenderContext context)
    {
        if (!context.Output.Append(expression.Evaluate(context)))
        {
            throw context.OutputFull(expression);
        }

        return Flow.Next;
    }
}
