using Lynq.Actors.Rollout;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Rollout;

/// <summary>
/// Explores every interleaving of a small rollout: messages that arrive early or late, nodes that ask twice, writes that are refused
/// or whose answer is lost, a form that is edited in mid-rollout, and the failure of any actor at any step. What the API server holds
/// is the truth that the bound is judged by.
/// </summary>
public sealed class RolloutModelTests
{
    public static TheoryData<string> Budgets { get; } =
    [
        "nodes 3, maxSkew 1, rollout failures 1, edits 1",
        "nodes 3, maxSkew 1, node failures 1, edits 1",
        "nodes 3, maxSkew 2, rollout failures 1, node failures 1",
        "nodes 4, maxSkew 2, rollout failures 1",
        "nodes 4, maxSkew 2, node failures 1",
        "nodes 3, maxSkew 1, asked again 2, refusals 2",
        "nodes 3, maxSkew 2, asked again 2, refusals 1",
        "nodes 3, maxSkew 1, asked again 2, lost answers 1",
        "nodes 3, maxSkew 2, asked again 1, lost answers 1, refusals 1",
        "nodes 2, maxSkew 1, asked again 1, lost answers 1, edits 1, refusals 1",
        "nodes 2, maxSkew 1, asked again 1, lost answers 1, node failures 1",
        "nodes 2, maxSkew 1, asked again 1, refusals 1, rollout failures 1",
        "nodes 2, maxSkew 1, asked again 1, delays 1, refusals 1, lost answers 1",
    ];

    [Theory]
    [MemberData(nameof(Budgets))]
    public void Never_are_more_than_maxSkew_nodes_updating_and_all_get_there(string budget)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var stack = new Stack<RolloutModel>();
        var start = RolloutModel.Start(ModelBudget.Parse(budget));
        stack.Push(start);
        var ends = 0;
        while (stack.TryPop(out var world))
        {
            var print = world.Fingerprint();
            if (!seen.Add(print)) continue;
            world.Updating.ShouldBeLessThanOrEqualTo(world.MaxSkew, print);
            var status = FormStatusRule.Of(world.Rollout, world.Time).Rollout!;
            status.UpdatingNodes!.Value.ShouldBeLessThanOrEqualTo(world.MaxSkew, print);
            var successors = world.Next().ToList();
            if (successors.Count == 0)
            {
                ends++;
                world.IsDone.ShouldBeTrue($"stuck at {print}");
            }

            foreach (var next in successors) stack.Push(next);
        }

        ends.ShouldBeGreaterThan(0);
        seen.Count.ShouldBeGreaterThan(100);
    }
}
