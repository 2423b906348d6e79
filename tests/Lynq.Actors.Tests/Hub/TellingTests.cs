using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Crds;
using Lynq.Sources;
using Shouldly;
using Xunit;
using static Lynq.Actors.Tests.Hub.HubWorld;

namespace Lynq.Actors.Tests.Hub;

/// <summary>When a hub tells a node what it has told it before.</summary>
public sealed class TellingTests
{
    private static readonly NodeKey A = NodeKey.For(Web, "a");

    private static readonly Row Gold = Row("a", "gold");

    /// <summary>The new values of row a have been told, and nothing is known of what became of that.</summary>
    private static readonly HubState Told = Sync(Settled("a"), Gold).State;

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(9.9, false)]
    [InlineData(10, true)]
    [InlineData(30, true)]
    [InlineData(-5, false)]
    [InlineData(-3600, true)]
    public void A_wish_under_way_is_told_again_by_a_sync_only_when_it_is_overdue(double seconds, bool again)
    {
        var wishes = SyncAt(Now.AddSeconds(seconds), Told, Gold).Desired();

        wishes.Select(wish => wish.Row?.Extras["plan"]).ShouldBe(again ? ["gold"] : Array.Empty<string>());
    }

    [Fact]
    public void A_wish_that_stays_overdue_is_told_again_in_the_rhythm_of_the_pause_and_not_with_every_sync()
    {
        var (state, told) = (Told, new List<int>());
        for (var second = 1; second <= 35; second++)
        {
            var decision = SyncAt(Now.AddSeconds(second), state, Gold);
            if (decision.Desired().Count > 0) told.Add(second);
            state = decision.State;
        }

        told.ShouldBe([10, 20, 30]);
    }

    [Fact]
    public void Another_wish_is_told_at_once()
    {
        SyncAt(Now.AddSeconds(1), Told, Row("a", "silver")).Desired().ShouldHaveSingleItem().Row!.Extras["plan"].ShouldBe("silver");
        HubDecisions.OnForm(Told, Form(generation: 2)).Desired().ShouldHaveSingleItem().FormGeneration.ShouldBe(2);
    }

    [Fact]
    public void A_wish_that_was_fulfilled_and_undone_is_told_at_once()
    {
        var fulfilled = HubDecisions.OnNode(Told, ANode("a", "gold")).State;

        HubDecisions.OnNode(fulfilled, ANode("a")).Desired().ShouldHaveSingleItem().RowHash.ShouldBe(HashOf("gold"));
    }

    [Fact]
    public void A_node_or_form_that_has_forgotten_is_told_at_once()
    {
        HubDecisions.OnWishesLost(Told, A, form: null).Desired().ShouldHaveSingleItem().RowHash.ShouldBe(HashOf("gold"));
        HubDecisions.OnWishesLost(Told, node: null, Web).Desired().ShouldHaveSingleItem().RowHash.ShouldBe(HashOf("gold"));
    }

    [Fact]
    public void A_node_that_has_lost_its_row_gets_it_with_the_next_sync()
    {
        var state = Sync(Told, Gold, Row("b")).State;

        var wish = Sync(HubDecisions.OnRowNeeded(state, A), Gold, Row("b")).Desired().ShouldHaveSingleItem();

        (wish.Node, wish.Row!.Extras["plan"]).ShouldBe((A, "gold"));
    }

    [Fact]
    public void When_nodes_have_moved_the_next_sync_tells_every_wish_that_is_not_fulfilled()
    {
        var state = Sync(HubDecisions.OnNode(Told, ANode("b")).State, Gold, Row("b"), Row("c")).State;

        var wishes = Sync(HubDecisions.OnNodesMoved(state), Gold, Row("b"), Row("c")).Desired();

        wishes.Select(wish => (wish.Node.Name, wish.Row?.Extras["plan"])).ShouldBe([("a-web", "gold"), ("c-web", "basic")]);
    }

    [Fact]
    public void What_was_told_before_the_rows_were_first_read_is_told_with_them()
    {
        var state = HubDecisions.OnForm(HubDecisions.OnHub(HubState.Empty, AHub()).State, Form(generation: 2)).State;
        var before = HubDecisions.OnNode(state, ANode("a"));
        before.Desired().ShouldHaveSingleItem().Row.ShouldBeNull();

        Sync(before.State, Row("a")).Desired().ShouldHaveSingleItem().FormGeneration.ShouldBe(2);
    }
}
