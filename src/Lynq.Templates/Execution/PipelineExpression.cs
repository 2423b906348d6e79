using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>A pipeline in parentheses: what it gives is no interface, and depth is watched here.</summary>
internal sealed class PipelineExpression(int start, int end, Expression inner) : Expression(start, end)
{
    /// <summary>The pipeline.</summary>
    public Expression Inner => inner;

    /// <inheritdoc />
    public override Value Evaluate(RenderContext context)
    {
        context.RequireStack(this);
        return inner.Evaluate(context);
    }
}
