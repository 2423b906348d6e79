using Lynq.Actors.Rollout;
using Lynq.Crds;
using Lynq.Crds.Validation;
using Shouldly;
using Xunit;
using static Lynq.Actors.Tests.Rollout.RolloutWorld;

namespace Lynq.Actors.Tests.Rollout;

public sealed class RolloutDecisionsTests
{
    [Theory]
    [InlineData(true, false, null, true)]
    [InlineData(true, true, 1, true)]
    [InlineData(false, false, null, false)]
    [InlineData(false, true, null, true)]
    [InlineData(false, true, 60, true)]
    [InlineData(false, true, 2, false)]
    public void Is_quiet_while_a_permit_of_a_predecessor_can_live(bool followsFailure, bool isSpread, int? secondsSinceLoss, bool quiet)
    {
        var lastLoss = secondsSinceLoss is { } seconds ? Now.AddSeconds(-seconds) : (DateTimeOffset?)null;

        var until = RolloutDecisions.QuietAfterStart(Form(), followsFailure, isSpread, lastLoss, Now);

        until.ShouldBe(quiet ? Now + RolloutDecisions.QuietAfterFailure : null);
        RolloutDecisions.QuietAfterFailure.ShouldBeGreaterThan(RolloutDecisions.PermitLifetime);
    }

    [Fact]
    public void A_permit_says_how_long_it_can_be_used() =>
        Request(Start(Form(), Digest("a")), "a").Grants.ShouldHaveSingleItem().UseBy.ShouldBe(Now + RolloutDecisions.PermitLifetime);

    [Fact]
    public void A_successor_knows_the_slots_that_were_handed_over_and_goes_on_at_once()
    {
        var predecessor = Request(Request(Start(Form(maxSkew: 2), Digest("a"), Digest("b"), Digest("c")), "a").State, "b").State;
        predecessor = Used(predecessor, "a", Digest("a").ObjectUid, Digest("a").Generation + 1).State;
        var successor = Request(RolloutDecisions.Rebuild(Form(maxSkew: 2), [], true, [Digest("a"), Digest("b"), Digest("c")], Now.AddSeconds(7)), "c").State;

        var handed = RolloutDecisions.OnHandedOver(successor, RolloutDecisions.HandOver(predecessor), Now);

        handed.Granted().ShouldBeEmpty();
        handed.State.Slots.Keys.Select(node => node.Name).Order(StringComparer.Ordinal).ShouldBe(["a-web", "b-web"]);
        handed.State.QuietUntil.ShouldBeNull();
        Returned(handed.State, "b").Granted().ShouldBe(["c-web"]);
    }

    [Fact]
    public void Grants_up_to_maxSkew_and_queues_the_rest_by_name()
    {
        var state = Start(Form(maxSkew: 1), Digest("a"), Digest("b"), Digest("c"));
        var first = Request(state, "c");
        first.Granted().ShouldBe(["c-web"]);
        var second = Request(first.State, "b");
        second.Granted().ShouldBeEmpty();
        var third = Request(second.State, "a");

        var settled = Settle(third.State, "c");

        settled.Granted().ShouldBe(["a-web"]);
    }

    [Fact]
    public void A_node_holds_its_slot_until_what_it_wrote_has_settled()
    {
        var state = Request(Start(Form(maxSkew: 1), Digest("a"), Digest("b")), "a").State;
        state = Request(state, "b").State;
        var used = Used(state, "a", "object-a", 2);
        used.Granted().ShouldBeEmpty();

        RolloutDecisions.OnNode(used.State, Digest("a", 2, generation: 2, observed: 1), Now).Granted().ShouldBeEmpty();
        RolloutDecisions.OnNode(used.State, Digest("a", 2, generation: 2, ready: false), Now).Granted().ShouldBeEmpty();
        RolloutDecisions.OnNode(used.State, Digest("a", 2, generation: 2), Now).Granted().ShouldBe(["b-web"]);
    }

    [Fact]
    public void A_node_that_is_still_being_replaced_has_not_settled()
    {
        var state = Request(Start(Form(maxSkew: 1), Digest("a"), Digest("b")), "a").State;
        state = Request(Used(state, "a", "object-a", 2).State, "b").State;

        RolloutDecisions.OnNode(state, Digest("a", 2, generation: 2) with { Progressing = true }, Now).Granted().ShouldBeEmpty();
    }

    [Fact]
    public void An_event_from_before_the_write_does_not_free_the_slot()
    {
        var state = Request(Start(Form(maxSkew: 1), Digest("a"), Digest("b")), "a").State;
        state = Request(state, "b").State;

        RolloutDecisions.OnNode(state, Digest("a"), Now).Granted().ShouldBeEmpty();
    }

    [Fact]
    public void A_permit_that_was_not_needed_goes_to_the_next()
    {
        var state = Request(Start(Form(maxSkew: 1), Digest("a"), Digest("b")), "a").State;
        state = Request(state, "b").State;

        Returned(state, "a").Granted().ShouldBe(["b-web"]);
    }

    [Fact]
    public void Returning_a_second_permit_does_not_end_an_update_that_is_under_way()
    {
        var state = Start(Form(maxSkew: 1), Digest("a", 2, generation: 2, observed: 1, ready: false), Digest("b"));
        state = Request(Request(state, "b").State, "a").State;

        Returned(state, "a").Granted().ShouldBeEmpty();
    }

    [Fact]
    public void Nodes_mid_update_on_an_older_generation_count_when_the_form_is_edited_again()
    {
        var state = Request(Start(Form(2, maxSkew: 1), Digest("a"), Digest("b")), "a").State;
        state = Used(state, "a", "object-a", 2).State;
        state = RolloutDecisions.OnForm(state, Form(3, maxSkew: 1), [], true, Now).State;

        Request(state, "b").Granted().ShouldBeEmpty();
        Request(state, "a").Granted().ShouldBe(["a-web"]);
    }

    [Fact]
    public void Nodes_that_change_without_permits_count_as_soon_as_the_form_has_a_maxSkew()
    {
        var state = Start(Form(maxSkew: 0), Digest("a", 2, 2, observed: 1, ready: false), Digest("b", 2, 2, observed: 1, ready: false), Digest("c"));
        state.Slots.ShouldBeEmpty();

        state = RolloutDecisions.OnForm(state, Form(generation: 3, maxSkew: 1), [], true, Now).State;

        state.Slots.Count.ShouldBe(2);
        state = Request(state, "c").State;
        state = RolloutDecisions.OnNode(state, Digest("a", 3, 2), Now).State;
        var last = RolloutDecisions.OnNode(state, Digest("b", 3, 2), Now);
        state.Slots.Count.ShouldBe(1);
        last.Granted().ShouldBe(["c-web"]);
    }

    [Fact]
    public void Creation_is_throttled_too()
    {
        var state = Request(Start(Form(maxSkew: 1)), "a").State;
        state = Request(state, "b").State;

        var used = Used(state, "a", "object-a", 1);
        RolloutDecisions.OnNode(used.State, Digest("a", 2, observed: 0, ready: false), Now).Granted().ShouldBeEmpty();
        RolloutDecisions.OnNode(used.State, Digest("a", 2), Now).Granted().ShouldBe(["b-web"]);
    }

    [Fact]
    public void What_is_known_of_a_predecessor_of_the_same_name_frees_no_slot()
    {
        var old = Digest("a", 2, generation: 3);
        var state = Request(Request(Start(Form(maxSkew: 1), old, Digest("b")), "a").State, "b").State;

        var used = Used(state, "a", "successor", 1);
        used.Granted().ShouldBeEmpty();
        var going = RolloutDecisions.OnNode(used.State, old with { Deleting = true }, Now);
        going.Granted().ShouldBeEmpty();
        var gone = RolloutDecisions.OnNodeGone(going.State, ANode("a"), old.ObjectUid, Now);
        gone.Granted().ShouldBeEmpty();
        var created = RolloutDecisions.OnNode(gone.State, Digest("a", 2, observed: 0, ready: false) with { ObjectUid = "successor" }, Now);
        created.Granted().ShouldBeEmpty();
        RolloutDecisions.OnNode(created.State, Digest("a", 2) with { ObjectUid = "successor" }, Now).Granted().ShouldBe(["b-web"]);
    }

    [Fact]
    public void A_successor_whose_creation_was_not_told_holds_the_slot_of_its_name()
    {
        var state = Request(Request(Start(Form(maxSkew: 1), Digest("a", 2, generation: 3), Digest("b")), "a").State, "b").State;
        var created = Digest("a", 2, observed: 0, ready: false) with { ObjectUid = "successor" };

        var seen = RolloutDecisions.OnNode(state, created, Now);
        Returned(seen.State, "a").Granted().ShouldBeEmpty();
        RolloutDecisions.OnNodeGone(seen.State, ANode("a"), "object-a", Now).Granted().ShouldBeEmpty();
        var gone = RolloutDecisions.OnNodeGone(seen.State, ANode("a"), "successor", Now);
        gone.Granted().ShouldBeEmpty("its permit is still under way");
        Returned(gone.State, "a").Granted().ShouldBe(["b-web"]);
    }

    [Fact]
    public void A_node_that_misses_its_deadline_stops_the_rollout_and_a_newer_generation_goes_on()
    {
        var state = Request(Start(Form(2, maxSkew: 1), Digest("a"), Digest("b")), "a").State;
        state = Used(state, "a", "object-a", 2).State;
        state = RolloutDecisions.OnNode(state, Digest("a", 2, generation: 2, ready: false, failed: true), Now).State;
        state = Request(state, "b").State;

        var late = RolloutDecisions.OnTime(state, Now.AddSeconds(61));
        late.Granted().ShouldBeEmpty();
        var status = FormStatusRule.Of(late.State, Now);
        status.Rollout!.Phase.ShouldBe(RolloutPhases.Failed);
        status.Rollout.Message!.ShouldContain("a-web");

        var edited = RolloutDecisions.OnForm(late.State, Form(3, maxSkew: 1), [], true, Now.AddSeconds(62));
        edited.Granted().ShouldBe(["b-web"]);
    }

    [Fact]
    public void A_failed_rollout_goes_on_when_the_node_recovers()
    {
        var state = Request(Start(Form(2, maxSkew: 1), Digest("a"), Digest("b")), "a").State;
        state = Used(state, "a", "object-a", 2).State;
        state = RolloutDecisions.OnTime(Request(state, "b").State, Now.AddSeconds(61)).State;
        state.HasFailed.ShouldBeTrue();

        RolloutDecisions.OnNode(state, Digest("a", 2, generation: 2), Now.AddSeconds(70)).Granted().ShouldBe(["b-web"]);
    }

    [Fact]
    public void MaxFailures_lets_a_rollout_go_on_past_single_failures()
    {
        var state = Request(Start(Form(2, maxSkew: 1, maxFailures: 2), Digest("a"), Digest("b")), "a").State;
        state = Used(state, "a", "object-a", 2).State;
        state = Request(state, "b").State;

        RolloutDecisions.OnTime(state, Now.AddSeconds(61)).Granted().ShouldBe(["b-web"]);
    }

    [Fact]
    public void Failing_nodes_come_first_and_do_not_blame_the_rollout()
    {
        var state = Request(Start(Form(maxSkew: 1), Digest("a"), Digest("b"), Digest("z")), "a").State;
        state = Request(Request(state, "b").State, "z", urgent: true).State;
        var next = Returned(state, "a");
        next.Granted().ShouldBe(["z-web"]);

        state = Used(next.State, "z", "object-z", 2).State;
        var stillFailing = RolloutDecisions.OnNode(state, Digest("z", 2, generation: 2, ready: false, failed: true), Now);

        stillFailing.Granted().ShouldBe(["b-web"]);
        stillFailing.State.HasFailed.ShouldBeFalse();
    }

    [Fact]
    public void A_grant_without_answer_is_sent_again()
    {
        var state = Request(Start(Form(maxSkew: 1), Digest("a")), "a").State;

        RolloutDecisions.OnTime(state, Now.AddSeconds(61)).Granted().ShouldBe(["a-web"]);
    }

    [Fact]
    public void A_node_that_asks_twice_has_one_permit_under_way()
    {
        var state = Start(Form(maxSkew: 1), Digest("b"));
        var first = Request(state, "a");
        first.Granted().ShouldBe(["a-web"]);

        var again = Request(first.State, "a");
        again.Granted().ShouldBeEmpty();

        Used(again.State, "a", "object-a", 1).Granted().ShouldBe(["a-web"]);
        Returned(Request(again.State, "b").State, "a").Granted().ShouldBe(["b-web"]);
    }

    [Fact]
    public void A_node_whose_permit_came_to_nothing_gets_another_one_at_once()
    {
        var first = Request(Start(Form(maxSkew: 1)), "a");

        Request(first.State, "a", lastPermit: first.Grants.Single().Number).Granted().ShouldBe(["a-web"]);
    }

    [Fact]
    public void The_return_of_an_older_permit_frees_no_slot()
    {
        var first = Request(Start(Form(maxSkew: 1)), "a");
        var again = RolloutDecisions.OnTime(Request(first.State, "b").State, Now.AddSeconds(8));
        again.Granted().ShouldBe(["a-web"]);

        RolloutDecisions.OnReturned(again.State, Return("a", first.Grants.Single().Number), Now).Granted().ShouldBeEmpty();
        RolloutDecisions.OnReturned(again.State, Return("a", again.Grants.Single().Number), Now).Granted().ShouldBe(["b-web"]);
    }

    [Fact]
    public void A_wish_that_is_taken_back_does_not_free_the_slot_of_a_permit_that_is_under_way()
    {
        var state = Request(Request(Start(Form(maxSkew: 1)), "a").State, "b").State;

        var taken = RolloutDecisions.OnReturned(state, Return("a", 0) with { IsWishOnly = true }, Now);

        taken.Granted().ShouldBeEmpty();
        Returned(taken.State, "a").Granted().ShouldBe(["b-web"]);
    }

    [Fact]
    public void A_predecessor_that_is_deleted_does_not_free_the_slot_of_the_permit_to_create_its_successor()
    {
        var state = Request(Request(Start(Form(maxSkew: 1), Digest("a")), "a").State, "b").State;

        var going = RolloutDecisions.OnNode(state, Digest("a") with { Deleting = true }, Now);
        going.Granted().ShouldBeEmpty();
        var gone = RolloutDecisions.OnNodeGone(going.State, ANode("a"), "object-a", Now);
        gone.Granted().ShouldBeEmpty();
        Used(gone.State, "a", "successor", 1).Granted().ShouldBeEmpty();
    }

    [Fact]
    public void A_node_that_came_and_went_before_its_writer_said_so_holds_no_slot()
    {
        var state = Request(Request(Start(Form(maxSkew: 1)), "a").State, "b").State;
        state = RolloutDecisions.OnNode(state, Digest("a", 2, observed: 0, ready: false), Now).State;

        var gone = RolloutDecisions.OnNodeGone(state, ANode("a"), "object-a", Now);
        gone.Granted().ShouldBeEmpty();
        Used(gone.State, "a", "object-a", 1).Granted().ShouldBe(["b-web"]);
    }

    [Fact]
    public void An_invalid_or_paused_form_grants_nothing()
    {
        var problem = new Problem(ProblemKind.Template, "spec", "no");
        var invalid = RolloutDecisions.OnForm(Start(Form(), Digest("a")), Form(), [problem], true, Now).State;

        Request(invalid, "a").Granted().ShouldBeEmpty();
        Request(Start(Form(paused: true), Digest("a")), "a").Granted().ShouldBeEmpty();
    }

    [Fact]
    public void A_restart_gives_unsettled_updates_their_slots_back()
    {
        var state = Start(Form(maxSkew: 1), Digest("a", 2, generation: 2, observed: 1, ready: false), Digest("b"));

        Request(state, "b").Granted().ShouldBeEmpty();
    }

    [Fact]
    public void A_restart_does_not_blame_a_node_that_broke_long_after_its_update()
    {
        var broken = Digest("a", 2, ready: false, failed: true) with { ReadyChangedAt = Now.AddHours(2) };
        var state = Start(Form(maxSkew: 1), broken, Digest("b"));

        RolloutDecisions.OnTime(state, Now.AddHours(3)).State.HasFailed.ShouldBeFalse();
        Request(state, "b", at: Now.AddHours(3)).Granted().ShouldBe(["b-web"]);
    }

    [Fact]
    public void Without_maxSkew_everything_is_granted_and_there_is_no_rollout_status()
    {
        var state = Start(Form(maxSkew: 0), Digest("a"), Digest("b"));
        var first = Request(state, "a");

        first.Granted().ShouldBe(["a-web"]);
        Request(first.State, "b").Granted().ShouldBe(["b-web"]);
        FormStatusRule.Of(state, Now).Rollout.ShouldBeNull();
    }

    [Fact]
    public void A_throttled_creation_is_not_shown_as_complete()
    {
        var state = RolloutDecisions.OnDesired(Start(Form(), Digest("a", 2)), 3);

        FormStatusRule.Of(state, Now).Rollout!.Phase.ShouldBe(RolloutPhases.InProgress);
    }

    [Fact]
    public void At_the_end_all_counts_agree_and_the_times_are_set()
    {
        var state = RolloutDecisions.OnDesired(Start(Form(), Digest("a", 2), Digest("b", 2)), 2);

        var rollout = FormStatusRule.Of(state, Now).Rollout!;

        rollout.Phase.ShouldBe(RolloutPhases.Complete);
        (rollout.TotalNodes, rollout.UpdatedNodes, rollout.ReadyUpdatedNodes, rollout.UpdatingNodes).ShouldBe((2, 2, 2, 0));
        rollout.CompletionTime.ShouldBe(Now);
    }

    private static RolloutDecision Settle(RolloutState state, string uid)
    {
        state = Used(state, uid, $"object-{uid}", 2).State;
        return RolloutDecisions.OnNode(state, Digest(uid, 2, generation: 2), Now);
    }
}
