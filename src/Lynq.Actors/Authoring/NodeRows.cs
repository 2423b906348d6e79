using Lynq.Actors.Node;
using Lynq.Actors.Node.Content;
using Lynq.Crds;

namespace Lynq.Actors.Authoring;

/// <summary>Gets rows back from what nodes remember of them, so that no tool needs the database.</summary>
public static class NodeRows
{
    /// <summary>The row of a node, or null with the reason.</summary>
    public static NodeRow? Of(LynqNode node, out string? error)
    {
        ArgumentNullException.ThrowIfNull(node);
        return NodeAnnotations.RowOf(node.Metadata, node.Spec.Uid, out error);
    }
}
