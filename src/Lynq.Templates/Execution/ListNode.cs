namespace Lynq.Templates.Execution;

/// <summary>Nodes one after the other.</summary>
internal sealed class ListNode(Node[] nodes) : Node
{
    /// <inheritdoc />
    public override Flow Execute(RenderContext context)
    {
        foreach (var node in nodes)
        {
            var flow = node.Execute(context);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }
}
