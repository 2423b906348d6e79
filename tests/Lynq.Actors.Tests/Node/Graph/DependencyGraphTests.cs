using Lynq.Actors.Node.Graph;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Graph;

public sealed class DependencyGraphTests
{
    [Theory]
    [InlineData("a:b b:a", "cycle detected: a -> b -> a")]
    [InlineData("a:a", "cycle detected: a -> a")]
    [InlineData("x: a:b b:c c:a", "cycle detected: a -> b -> c -> a")]
    [InlineData("a:nowhere", "non-existent resource \"nowhere\"")]
    [InlineData("a: a:", "\"a\" is used more than once")]
    [InlineData(":", "empty id")]
    public void A_wrong_graph_is_refused_with_the_evidence(string edges, string expected)
    {
        var result = Build(edges);
        result.Graph.ShouldBeNull();
        result.Error.ShouldNotBeNull().ShouldContain(expected);
    }

    [Fact]
    public void Dependencies_come_first_and_the_order_of_the_list_is_kept_otherwise() =>
        Build("c:b a: b:a d:").Graph!.Order.ToArray().ShouldBe([1, 2, 0, 3]);

    [Fact]
    public void A_chain_longer_than_a_stack_is_deep_is_ordered()
    {
        var nodes = Enumerable.Range(0, 100_000).Select(i => new GraphNode($"r{i}", i == 0 ? [] : [$"r{i - 1}"])).Reverse().ToList();
        DependencyGraph.Build(nodes).Graph!.Order.Length.ShouldBe(100_000);
    }

    private static DependencyGraphResult Build(string edges) => DependencyGraph.Build(
        [.. edges.Split(' ').Select(e => e.Split(':')).Select(p => new GraphNode(p[0], p[1].Length == 0 ? [] : p[1].Split(',')))]);
}
