using System.Runtime.InteropServices;
using Lynq.Actors.Node;

namespace Lynq.Actors.Hub;

/// <summary>What the guard judges.</summary>
/// <param name="Leaving">The nodes that the rows no longer ask for.</param>
/// <param name="Existing">The nodes that the hub has, these among them.</param>
/// <param name="RowsRead">Rows that the query returned, active or not.</param>
/// <param name="Pending">The row of each node that may exist beside these and has not been seen yet. A result without any row takes them, too.</param>
internal sealed record GuardScene(IReadOnlyList<NodeDigest> Leaving, IReadOnlyList<NodeDigest> Existing, int RowsRead, IReadOnlyList<string> Pending);

/// <summary>A number of nodes, and of the rows that they are of.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NodeCount(int Nodes, int Rows)
{
    /// <summary>Of nodes, each given by its row.</summary>
    public static NodeCount Of(IReadOnlyCollection<string> rows) => new(rows.Count, rows.Distinct(StringComparer.Ordinal).Count());
}
