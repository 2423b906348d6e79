using Lynq.Actors.Node.Sharing;

namespace Lynq.Actors.Node.Graph;

/// <summary>
/// The dependencies between the resources of one node, by position in the node's list (contract §9).
/// Edges never leave the node. Immutable; built once per rendered content, and one for all nodes of a form.
/// </summary>
internal sealed class DependencyGraph : IEquatable<DependencyGraph>
{
    private const int Limit = 1000;

    private static readonly SharedValues<DependencyGraph> Shared = new(Limit);

    private readonly int[][] _dependencies;
    private readonly int[] _order;

    private DependencyGraph(int[][] dependencies, int[] order)
    {
        _dependencies = dependencies;
        _order = order;
    }

    /// <summary>Number of resources.</summary>
    public int Count => _dependencies.Length;

    /// <summary>Positions with every dependency before its dependents, otherwise in the order of the list.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Positions that the resource at <paramref name="index"/> waits for.</summary>
    public ReadOnlySpan<int> DependenciesOf(int index) => _dependencies[index];

    // The order follows from the dependencies.
    public bool Equals(DependencyGraph? other) =>
        other is not null && Count == other.Count && _dependencies.Zip(other._dependencies).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    public override bool Equals(object? obj) => Equals(obj as DependencyGraph);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var own in _dependencies)
        {
            hash.Add(own.Length);
            foreach (var dependency in own) hash.Add(dependency);
        }

        return hash.ToHashCode();
    }

    /// <summary>Builds the graph, or says with evidence why that cannot be.</summary>
    public static DependencyGraphResult Build(IReadOnlyList<GraphNode> nodes)
    {
        var positions = new Dictionary<string, int>(nodes.Count, StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Id.Length == 0) return DependencyGraphResult.Fail($"resource {i + 1} has an empty id");
            if (!positions.TryAdd(nodes[i].Id, i)) return DependencyGraphResult.Fail($"id \"{nodes[i].Id}\" is used more than once");
        }

        var edges = new int[nodes.Count][];
        for (var i = 0; i < nodes.Count; i++)
        {
            var targets = new List<int>(nodes[i].DependIds.Count);
            foreach (var id in nodes[i].DependIds.Distinct(StringComparer.Ordinal))
            {
                if (!positions.TryGetValue(id, out var target))
                    return DependencyGraphResult.Fail($"resource \"{nodes[i].Id}\" depends on non-existent resource \"{id}\"");
                targets.Add(target);
            }

            edges[i] = targets.Count == 0 ? [] : [.. targets];
        }

        var (order, cycle) = TopologicalOrder.Of(edges);
        return cycle is null
            ? new DependencyGraphResult(Shared.Of(new DependencyGraph(edges, order)), null)
            : DependencyGraphResult.Fail("dependency cycle detected: " + string.Join(" -> ", cycle.Select(i => nodes[i].Id)));
    }
}

/// <summary>What the graph needs to know of one resource.</summary>
internal readonly record struct GraphNode(string Id, IReadOnlyList<string> DependIds);

/// <summary>A graph or the reason why there is none; exactly one of the two is set.</summary>
internal readonly record struct DependencyGraphResult(DependencyGraph? Graph, string? Error)
{
    public static DependencyGraphResult Fail(string error) => new(null, error);
}
