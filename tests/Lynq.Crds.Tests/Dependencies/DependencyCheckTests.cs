using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Dependencies;

public sealed class DependencyCheckTests
{
    [Theory]
    [InlineData("a b c", "")]
    [InlineData("a:b,c b:d c:d d", "")]
    [InlineData("a:x b", "resource 'a' depends on non-existent resource 'x'")]
    [InlineData("a:a", "circular dependency detected: a -> a")]
    [InlineData("a:b b:a", "circular dependency detected: a -> b -> a")]
    [InlineData("start:a a:b b:c c:a", "circular dependency detected: a -> b -> c -> a")]
    [InlineData("leaf a:leaf,b b:leaf,c c:leaf,b", "circular dependency detected: b -> c -> b")]
    [InlineData("a:x,b b:a,y", "resource 'a' depends on non-existent resource 'x'; resource 'b' depends on non-existent resource 'y'; circular dependency detected: a -> b -> a")]
    public void It_prints_the_evidence(string graph, string problems) =>
        string.Join("; ", DependencyCheck.Run(Parse(graph))).ShouldBe(problems);

    [Fact]
    public void A_chain_of_fifty_thousand_resources_is_no_problem()
    {
        var chain = Enumerable.Range(0, 50_000).Select(i => new ResourceTemplate { Id = $"r{i}", DependIds = i == 49_999 ? [] : [$"r{i + 1}"] }).ToList();
        DependencyCheck.Run(chain).ShouldBeEmpty();
        chain[^1] = chain[^1] with { DependIds = ["r0"] };
        DependencyCheck.Run(chain).ShouldHaveSingleItem().ShouldBeOfType<DependencyProblem.Cycle>().Ids.Count.ShouldBe(50_000);
    }

    [Fact]
    public void Random_graphs_give_a_cycle_exactly_when_no_order_exists()
    {
        const int seed = 20260101;
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var count = random.Next(1, 9);
            var graph = Enumerable.Range(0, count)
                .Select(i => new ResourceTemplate { Id = $"r{i}", DependIds = [.. Enumerable.Range(0, count).Where(_ => random.Next(5) == 0).Select(j => $"r{j}")] })
                .ToList();
            var cycle = DependencyCheck.Run(graph).OfType<DependencyProblem.Cycle>().SingleOrDefault();
            (cycle is null).ShouldBe(CanBeOrdered(graph), $"seed {seed}, round {round}");
            for (var i = 0; cycle is not null && i < cycle.Ids.Count; i++)
                graph.Single(r => r.Id == cycle.Ids[i]).DependIds!.Contains(cycle.Ids[(i + 1) % cycle.Ids.Count], StringComparer.Ordinal).ShouldBeTrue($"seed {seed}, round {round}");
        }
    }

    // Another algorithm than the one under test: take away what depends on nothing until nothing changes.
    private static bool CanBeOrdered(IEnumerable<ResourceTemplate> graph)
    {
        var left = graph.ToDictionary(r => r.Id, r => r.DependIds!, StringComparer.Ordinal);
        while (left.FirstOrDefault(r => !r.Value.Any(left.ContainsKey)) is { Key: { } id })
            left.Remove(id);
        return left.Count == 0;
    }

    private static IEnumerable<ResourceTemplate> Parse(string graph) => graph.Split(' ').Select(node => node.Split(':')).Select(parts =>
        new ResourceTemplate { Id = parts[0], DependIds = parts.Length > 1 ? parts[1].Split(',') : null });
}
