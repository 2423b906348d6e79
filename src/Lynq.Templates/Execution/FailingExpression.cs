using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>Something that parses but can only fail when it is reached.</summary>
/// <param name="start">Where it begins.</param>
/// <param name="end">Where it ends.</param>
/// <param name="reason">The error.</param>
/// <param name="before">What is evaluated first, as Go would: the piped value.</param>
internal sealed class FailingExpression(int start, int end, string reason, Expression? before = null) : Expression(start, end)
{
    /// <inheritdoc />
    public override Value Evaluate(RenderContext context)
    {
        before?.Evaluate(context);
        throw context.Failure(this, reason);
    }
}
