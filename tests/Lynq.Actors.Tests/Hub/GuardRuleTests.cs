using Lynq.Actors.Hub;
using Lynq.Crds;
using Shouldly;
using Xunit;
using static Lynq.Actors.Tests.Hub.HubWorld;

namespace Lynq.Actors.Tests.Hub;

public sealed class GuardRuleTests
{
    [Theory]
    [InlineData(1, 1, 0, null)] // The only node of an emptied table: a documented walkthrough.
    [InlineData(2, 2, 0, HubReasons.EmptyResult)]
    [InlineData(2, 2, 2, null)] // Two rows switched off.
    [InlineData(9, 9, 5, null)] // Below minNodes.
    [InlineData(10, 10, 5, HubReasons.TooManyDeletions)]
    [InlineData(10, 20, 10, null)] // Half is not more than half.
    [InlineData(11, 20, 9, HubReasons.TooManyDeletions)]
    [InlineData(100, 1000, 900, null)]
    public void Holds_back_what_looks_like_an_accident(int leaving, int existing, int rowsRead, string? reason)
    {
        var nodes = Enumerable.Range(0, leaving).Select(i => ANode($"n{i}")).ToList();

        GuardRule.Decide(null, nodes, existing, rowsRead, approval: null)?.Reason.ShouldBe(reason);
        (GuardRule.Decide(null, nodes, existing, rowsRead, approval: null) is null).ShouldBe(reason is null);
    }

    [Fact]
    public void An_empty_result_may_be_allowed() =>
        GuardRule.Decide(new DeletionGuard { OnEmptyResult = EmptyResultActions.Apply }, [ANode("a"), ANode("b")], 2, 0, null).ShouldBeNull();

    [Fact]
    public void Zero_percent_holds_every_set_of_minNodes() =>
        GuardRule.Decide(new DeletionGuard { MaxPercent = 0, MinNodes = 1 }, [ANode("a")], 100, 99, null).ShouldNotBeNull();

    [Fact]
    public void Held_nodes_are_shown_and_go_when_exactly_they_are_approved()
    {
        var held = Sync(Settled("a", "b"));
        held.Deleted().ShouldBeEmpty();
        held.Events().ShouldBe([EventReasons.DeletionHeld]);
        var status = HubStatusRule.Of(held.State, Now);
        var condition = status.Conditions.Find(ConditionTypes.DeletionHeld)!;
        condition.Status.ShouldBe(ConditionStatus.True);
        condition.Message.ShouldContain(held.State.Held!.Hash);

        HubDecisions.OnHub(held.State, AHub(1, null, (LynqAnnotations.ApproveDeletion, "another"))).Deleted().ShouldBeEmpty();
        var approved = HubDecisions.OnHub(held.State, AHub(1, null, (LynqAnnotations.ApproveDeletion, held.State.Held.Hash)));

        approved.Deleted().ShouldBe(["a-web", "b-web"]);
        approved.State.Held.ShouldBeNull();
    }

    [Fact]
    public void A_held_set_is_told_once_and_forgotten_when_the_rows_are_back()
    {
        var held = Sync(Settled("a", "b"));
        Sync(held.State).Events().ShouldBeEmpty();

        var back = Sync(held.State, Row("a"), Row("b"));

        back.Effects.ShouldBeEmpty();
        back.State.Held.ShouldBeNull();
    }

    [Fact]
    public void An_approval_does_not_cover_a_set_that_has_changed()
    {
        var held = Sync(Settled("a", "b", "c"));
        var hash = held.State.Held!.Hash;
        var grown = HubDecisions.OnNode(held.State, ANode("d")).State;

        HubDecisions.OnHub(grown, AHub(1, null, (LynqAnnotations.ApproveDeletion, hash))).Deleted().ShouldBeEmpty();
    }
}
