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
        var nodes = Enumerable.Range(0, existing).Select(i => ANode($"n{i}")).ToList();

        GuardRule.Decide(null, new GuardScene(nodes[..leaving], nodes, rowsRead, []), approval: null)?.Reason.ShouldBe(reason);
        (GuardRule.Decide(null, new GuardScene(nodes[..leaving], nodes, rowsRead, []), approval: null) is null).ShouldBe(reason is null);
    }

    [Theory]
    [InlineData(1, 1, 3, 0, null)] // The only row of an emptied table, with three forms.
    [InlineData(1, 1, 12, 0, null)]
    [InlineData(1, 2, 12, 1, null)] // Half of two rows, though twelve nodes.
    [InlineData(2, 2, 3, 0, HubReasons.EmptyResult)]
    [InlineData(2, 3, 12, 1, HubReasons.TooManyDeletions)] // Twenty-four of thirty-six nodes.
    public void The_nodes_of_a_single_row_count_as_one_however_many_forms_make_them(int leavingRows, int rows, int forms, int rowsRead, string? reason)
    {
        var nodes = Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, forms).Select(form => ANode($"r{row}", form: $"f{form}"))).ToList();

        GuardRule.Decide(null, new GuardScene(nodes[..(leavingRows * forms)], nodes, rowsRead, []), approval: null)?.Reason.ShouldBe(reason);
        (GuardRule.Decide(null, new GuardScene(nodes[..(leavingRows * forms)], nodes, rowsRead, []), approval: null) is null).ShouldBe(reason is null);
    }

    [Fact]
    public void The_only_row_of_a_table_goes_with_all_of_its_forms_even_before_each_of_its_nodes_was_seen()
    {
        var state = HubDecisions.OnHub(HubState.Empty, AHub()).State;
        state = HubDecisions.OnForm(HubDecisions.OnForm(state, Form()).State, Form("api")).State;
        state = HubDecisions.OnNode(Sync(state, Row("a")).State, ANode("a")).State;

        Sync(state).Deleted().ShouldBe(["a-web"]);
    }

    [Fact]
    public void A_node_that_alone_was_seen_is_held_when_others_may_exist_and_goes_by_approval()
    {
        var state = HubDecisions.OnForm(HubDecisions.OnHub(HubState.Empty, AHub()).State, Form()).State;
        state = Sync(state, Row("a"), Row("b")).State;
        state = HubDecisions.OnNode(state, ANode("a")).State;

        var emptied = Sync(state);
        emptied.Deleted().ShouldBeEmpty();
        emptied.Events().ShouldBe([EventReasons.DeletionHeld]);

        var later = HubDecisions.OnSynced(emptied.State, Rows(emptied.State), TimeSpan.Zero, Now.AddSeconds(61));
        later.State.Told.ShouldBeEmpty();
        (later.Deleted().Count, later.Events().Count).ShouldBe((0, 0));
        HubDecisions.OnHub(later.State, AHub(1, null, (LynqAnnotations.ApproveDeletion, later.State.Held!.Hash))).Deleted().ShouldBe(["a-web"]);
    }

    [Fact]
    public void What_was_never_made_of_rows_that_went_long_ago_is_not_counted()
    {
        var state = HubDecisions.OnForm(HubDecisions.OnHub(HubState.Empty, AHub()).State, Form()).State;
        state = HubDecisions.OnNode(Sync(state, Row("a"), Row("b")).State, ANode("a")).State;
        state = HubDecisions.OnSynced(state, Rows(state, Row("a")), TimeSpan.Zero, Now.AddSeconds(61)).State;

        HubDecisions.OnSynced(state, Rows(state), TimeSpan.Zero, Now.AddSeconds(62)).Deleted().ShouldBe(["a-web"]);
    }

    [Fact]
    public void A_node_that_was_refused_is_not_waited_for()
    {
        var state = HubDecisions.OnForm(HubDecisions.OnHub(HubState.Empty, AHub()).State, Form()).State;
        state = HubDecisions.OnNode(Sync(state, Row("a"), Row("b")).State, ANode("a")).State;
        state = HubDecisions.OnRefused(state, NodeKey.For(Web, "b"), new Refusal(EventReasons.NodeCreateFailed, "no")).State;

        Sync(state).Deleted().ShouldBe(["a-web"]);
    }

    [Fact]
    public void An_empty_result_may_be_allowed() =>
        GuardRule.Decide(new DeletionGuard { OnEmptyResult = EmptyResultActions.Apply }, new GuardScene([ANode("a"), ANode("b")], [ANode("a"), ANode("b")], 0, []), approval: null).ShouldBeNull();

    [Fact]
    public void Zero_percent_holds_every_set_of_minNodes() =>
        GuardRule.Decide(new DeletionGuard { MaxPercent = 0, MinNodes = 1 }, new GuardScene([ANode("a")], [ANode("a"), ANode("b")], 1, []), approval: null).ShouldNotBeNull();

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

    [Fact]
    public void A_held_set_that_shrinks_by_hand_is_not_deleted_silently()
    {
        string[] uids = [.. Enumerable.Range(0, 12).Select(i => $"t{i:00}")];
        var held = Sync(Settled(uids), Row("t00"));
        var state = held.State.Held.ShouldNotBeNull().Nodes.Take(5).Aggregate(held.State, (s, node) => HubDecisions.OnNodeGone(s, node).State);

        var next = Sync(state, Row("t00"));

        // Six are left, fewer than minNodes: they still are what is left of eleven of twelve.
        next.Deleted().ShouldBeEmpty();
        next.State.Held.ShouldNotBeNull().Nodes.Length.ShouldBe(6);
        next.State.Held.Hash.ShouldNotBe(held.State.Held.Hash);
        Sync(next.State, Row("t00")).Events().ShouldBeEmpty();
        HubDecisions.OnHub(next.State, AHub(1, null, (LynqAnnotations.ApproveDeletion, held.State.Held.Hash))).Deleted().ShouldBeEmpty();
        HubDecisions.OnHub(next.State, AHub(1, null, (LynqAnnotations.ApproveDeletion, next.State.Held.Hash))).Deleted().Count.ShouldBe(6);
    }

    [Fact]
    public void The_last_node_of_an_emptied_table_is_held_when_the_others_were_removed_by_hand()
    {
        var held = Sync(Settled("a", "b", "c"));
        var state = HubDecisions.OnNodeGone(HubDecisions.OnNodeGone(held.State, ANode("a").Node).State, ANode("b").Node).State;

        Sync(state).Deleted().ShouldBeEmpty();
    }

    [Fact]
    public void Rows_that_are_back_bring_the_rest_under_the_limits()
    {
        string[] uids = [.. Enumerable.Range(0, 12).Select(i => $"t{i:00}")];
        var held = Sync(Settled(uids), Row("t00"));
        var state = HubDecisions.OnNodeGone(held.State, ANode("t01").Node).State;

        // Two of twelve are gone for good, one of them by hand already.
        Sync(state, [.. uids.Where(uid => uid is not ("t01" or "t02")).Select(uid => Row(uid))]).Deleted().ShouldBe(["t02-web"]);
    }

    [Fact]
    public void Other_limits_decide_at_once()
    {
        var held = Sync(Settled("a", "b", "c"));
        var state = HubDecisions.OnNodeGone(held.State, ANode("a").Node).State;

        HubDecisions.OnHub(state, AHub(2, new DeletionGuard { OnEmptyResult = EmptyResultActions.Apply })).Deleted().ShouldBe(["b-web", "c-web"]);
    }

    [Fact]
    public void A_hub_that_starts_anew_while_deletions_are_held_deletes_nothing_that_is_not_approved()
    {
        var held = Sync(Settled("a", "b", "c"));
        var hub = held.State.Hub! with { Status = HubStatusRule.Of(held.State, Now) };
        var state = HubDecisions.OnHub(HubState.Empty with { Forms = held.State.Forms }, hub).State;
        state = HubDecisions.OnNode(state, ANode("c")).State;
        HubStatusRule.Of(state, Now).Conditions.Find(ConditionTypes.DeletionHeld)!.Status.ShouldBe(ConditionStatus.True);

        var first = Sync(state);

        // The one that is left could go at once, had nothing been held before.
        first.Deleted().ShouldBeEmpty();
        var second = Sync(first.State);
        (second.Deleted().Count, second.Events().Count).ShouldBe((0, 0));
        HubDecisions.OnHub(second.State, hub with { Metadata = AHub(1, null, (LynqAnnotations.ApproveDeletion, second.State.Held!.Hash)).Metadata }).Deleted().ShouldBe(["c-web"]);
        Sync(second.State, Row("c")).State.Held.ShouldBeNull();
    }

    [Fact]
    public void A_held_set_is_not_told_again_by_a_hub_that_starts_anew_but_another_one_is()
    {
        var held = Sync(Settled("a", "b", "c"));
        var hub = held.State.Hub! with { Status = HubStatusRule.Of(held.State, Now) };
        var state = HubDecisions.OnHub(HubState.Empty with { Forms = held.State.Forms }, hub).State;
        state = new[] { "a", "b", "c" }.Aggregate(state, (s, uid) => HubDecisions.OnNode(s, ANode(uid)).State);

        Sync(state).Events().ShouldBeEmpty();
        Sync(HubDecisions.OnNode(state, ANode("d")).State).Events().ShouldBe([EventReasons.DeletionHeld]);
    }

    [Fact]
    public void A_deletion_that_was_approved_and_failed_is_tried_again_without_another_approval()
    {
        var held = Sync(Settled("a", "b", "c"));
        var approved = HubDecisions.OnHub(held.State, AHub(1, null, (LynqAnnotations.ApproveDeletion, held.State.Held!.Hash)));
        var state = HubDecisions.OnNodeGone(approved.State, ANode("a").Node).State;
        state = HubDecisions.OnDeletionFailed(state, ANode("b").Node, "no").State;
        state = HubDecisions.OnDeletionFailed(state, ANode("c").Node, "no").State;

        Sync(state).Deleted().ShouldBe(["b-web", "c-web"]);
    }

    [Fact]
    public void Consent_ends_when_the_row_is_back()
    {
        var held = Sync(Settled("a", "b", "c"));
        var approved = HubDecisions.OnHub(held.State, AHub(1, null, (LynqAnnotations.ApproveDeletion, held.State.Held!.Hash)));
        var state = approved.Deleted().Aggregate(approved.State, (s, name) => HubDecisions.OnDeletionFailed(s, new NodeKey("shop", name), "no").State);
        state = Sync(state, Row("a"), Row("b"), Row("c")).State;
        state = HubDecisions.OnHub(state, AHub()).State;

        Sync(state).Deleted().ShouldBeEmpty();
    }
}
