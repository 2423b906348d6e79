using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>The dot.</summary>
internal sealed class DotExpression(int start, int end) : Expression(start, end)
{
    /// <inheritdoc />
    public override bool GivesInterface => true;

    /// <inheritdoc />
    public override Value Evaluate(RenderContext context) => context.Dot;
}
