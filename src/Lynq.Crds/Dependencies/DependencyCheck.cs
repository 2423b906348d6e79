namespace Lynq.Crds;

/// <summary>Finds missing and circular dependencies between the resources of one form or node (contract §9).</summary>
public static class DependencyCheck
{
    private enum Mark
    {
        Open,
        Done,
    }

    /// <summary>Every missing dependency in the order of the resources, then the first cycle. Empty when the graph is sound.</summary>
    public static IReadOnlyList<DependencyProblem> Run(IEnumerable<ResourceTemplate> resources)
    {
        var edges = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var resource in resources)
            edges.TryAdd(resource.Id, resource.DependIds ?? []);
        List<DependencyProblem> problems =
        [
            .. from edge in edges
               from target in edge.Value
               where !edges.ContainsKey(target)
               select new DependencyProblem.Missing(edge.Key, target),
        ];
        if (FindCycle(edges) is { } cycle)
            problems.Add(new DependencyProblem.Cycle(cycle));
        return problems;
    }

    // Depth first with a stack of our own, since a form may chain more resources than the thread's stack would take.
    private static List<string>? FindCycle(Dictionary<string, IReadOnlyList<string>> edges)
    {
        var marks = new Dictionary<string, Mark>(StringComparer.Ordinal);
        foreach (var start in edges.Keys.Where(id => !marks.ContainsKey(id)))
        {
            var path = new List<(string Id, int Next)> { (start, 0) };
            marks[start] = Mark.Open;
            while (path.Count > 0)
            {
                var (id, next) = path[^1];
                if (next == edges[id].Count)
                {
                    marks[id] = Mark.Done;
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                path[^1] = (id, next + 1);
                var target = edges[id][next];
                if (!edges.ContainsKey(target))
                    continue;
                if (!marks.TryGetValue(target, out var mark))
                {
                    marks[target] = Mark.Open;
                    path.Add((target, 0));
                }
                else if (mark == Mark.Open)
                {
                    return [.. path.Select(step => step.Id).SkipWhile(step => step != target)];
                }
            }
        }

        return null;
    }
}
