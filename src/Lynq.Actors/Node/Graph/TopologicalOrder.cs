namespace Lynq.Actors.Node.Graph;

/// <summary>
/// Depth-first order with the cycle as evidence. Iterative, because a hostile form may hold a chain that is longer than a stack is deep.
/// </summary>
internal static class TopologicalOrder
{
    private enum Mark : byte { New, Open, Done }

    /// <summary>An order with dependencies first, or the first cycle found as positions that begin and end with the same one.</summary>
    public static (int[] Order, int[]? Cycle) Of(int[][] edges)
    {
        var marks = new Mark[edges.Length];
        var order = new List<int>(edges.Length);
        var path = new List<(int Node, int Next)>();
        for (var root = 0; root < edges.Length; root++)
        {
            if (marks[root] != Mark.New) continue;
            marks[root] = Mark.Open;
            path.Add((root, 0));
            while (path.Count > 0)
            {
                var (node, next) = path[^1];
                if (next == edges[node].Length)
                {
                    marks[node] = Mark.Done;
                    order.Add(node);
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                path[^1] = (node, next + 1);
                var target = edges[node][next];
                if (marks[target] == Mark.Open) return ([], CycleAlong(path, target));
                if (marks[target] == Mark.Done) continue;
                marks[target] = Mark.Open;
                path.Add((target, 0));
            }
        }

        return ([.. order], null);
    }

    private static int[] CycleAlong(List<(int Node, int Next)> path, int target)
    {
        var start = path.FindIndex(step => step.Node == target);
        return [.. path.Skip(start).Select(step => step.Node), target];
    }
}
