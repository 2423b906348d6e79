namespace Lynq.Templates.Execution;

/// <summary><c>break</c> or <c>continue</c>.</summary>
internal sealed class JumpNode(Flow flow) : Node
{
    /// <inheritdoc />
    public override Flow Execute(RenderContext context) => flow;
}
