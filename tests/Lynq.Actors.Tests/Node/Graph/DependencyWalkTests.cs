using Lynq.Actors.Node.Graph;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Graph;

/// <summary>Contract §9, row by row.</summary>
public sealed class DependencyWalkTests
{
    // b depends on a, c on b, d on a and b.
    private static readonly DependencyGraph Chain = DependencyGraph.Build(
        [new("a", []), new("b", ["a"]), new("c", ["b"]), new("d", ["a", "b"])]).Graph!;

    [Theory]
    [InlineData("ToApply ToApply ToApply ToApply", "Waiting+ Blocked Blocked Blocked")]
    [InlineData("NotReady ToApply ToApply ToApply", "Waiting Blocked Blocked Blocked")]
    [InlineData("Ready ToApply ToApply ToApply", "Ready Waiting+ Blocked Blocked")]
    [InlineData("Ready Ready ToApply ToApply", "Ready Ready Waiting+ Waiting+")]
    [InlineData("Ready Ready Ready Ready", "Ready Ready Ready Ready")]
    [InlineData("Failed ToApply ToApply ToApply", "Failed Skipped Skipped Skipped")]
    [InlineData("Conflicted ToApply ToApply ToApply", "Conflicted Skipped Skipped Skipped")]
    [InlineData("Failed Ready Ready Ready", "Failed Skipped Skipped Skipped")]
    [InlineData("NotReady Ready Ready Ready", "Waiting Blocked Blocked Blocked")]
    [InlineData("Ready Failed ToApply ToApply", "Ready Failed Skipped Skipped")]
    [InlineData("NotReady Failed ToApply ToApply", "Waiting Failed Skipped Skipped")]
    public void Dependants_wait_silently_and_are_skipped_on_failure(string own, string expected) =>
        Describe(Evaluate(own, skip: true)).ShouldBe(expected);

    [Theory]
    [InlineData("Failed ToApply ToApply ToApply", "Failed Waiting+! Blocked Blocked")]
    [InlineData("NotReady Failed ToApply ToApply", "Waiting Failed Waiting+! Blocked")]
    [InlineData("Ready Failed ToApply ToApply", "Ready Failed Waiting+! Waiting+!")]
    public void Without_skipping_a_dependant_proceeds_but_still_waits_for_what_is_only_not_ready(string own, string expected) =>
        Describe(Evaluate(own, skip: false)).ShouldBe(expected);

    [Fact]
    public void A_skipped_resource_names_the_dependency_that_failed() =>
        Evaluate("Ready Failed ToApply ToApply", skip: true)[3].Cause.ShouldBe(1);

    [Fact]
    public void Removal_goes_from_dependants_to_dependencies() =>
        DependencyWalk.RemovalLayers(Chain).Select(layer => string.Join(",", layer)).ShouldBe(["2,3", "1", "0"]);

    [Fact]
    public void Nothing_is_ever_applied_before_all_of_its_dependencies_are_ready()
    {
        var random = new Random(20260101);
        for (var round = 0; round < 2000; round++)
        {
            var count = random.Next(1, 9);
            var nodes = Enumerable.Range(0, count).Select(i => new GraphNode($"r{i}", [.. Enumerable.Range(0, i).Where(_ => random.Next(3) == 0).Select(j => $"r{j}")])).ToList();
            var graph = DependencyGraph.Build(nodes).Graph!;
            Step[] steps = [.. nodes.Select(_ => new Step((OwnState)random.Next(5), random.Next(2) == 0))];
            var verdicts = DependencyWalk.Evaluate(graph, steps);
            for (var i = 0; i < count; i++)
            {
                if (!verdicts[i].Apply) continue;
                foreach (var dependency in graph.DependenciesOf(i).ToArray())
                {
                    var state = verdicts[dependency].State;
                    (state == StepState.Ready || (!steps[i].SkipOnDependencyFailure && state is StepState.Failed or StepState.Conflicted or StepState.Skipped))
                        .ShouldBeTrue($"round {round} (seed 20260101): {nodes[i].Id} applied while {nodes[dependency].Id} is {state}");
                }
            }
        }
    }

    private static StepVerdict[] Evaluate(string own, bool skip) =>
        DependencyWalk.Evaluate(Chain, [.. own.Split(' ').Select(state => new Step(Enum.Parse<OwnState>(state), skip))]);

    private static string Describe(StepVerdict[] verdicts) =>
        string.Join(' ', verdicts.Select(v => $"{v.State}{(v.Apply ? "+" : "")}{(v.DespiteFailure ? "!" : "")}"));
}
