using System.Text.Json;
using Lynq.Actors.Hub;
using Lynq.Crds;
using Lynq.Sources;
using Shouldly;
using Xunit;
using static Lynq.Actors.Tests.Hub.HubWorld;

namespace Lynq.Actors.Tests.Hub;

public sealed class HubDecisionsTests
{
    [Fact]
    public void A_hub_reads_its_rows_when_it_is_first_seen() =>
        HubDecisions.OnHub(HubState.Empty, AHub()).Effects.OfType<HubEffect.ReadRows>().ShouldHaveSingleItem();

    [Theory]
    [InlineData(LynqAnnotations.Sync)]
    [InlineData(LynqAnnotations.ForceReconcile)]
    public void A_new_value_of_a_sync_annotation_reads_the_rows_at_once(string annotation)
    {
        var state = Settled("a");

        HubDecisions.OnHub(state, AHub(1, null, (annotation, "now"))).Effects.OfType<HubEffect.ReadRows>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_change_of_its_status_alone_does_not_make_a_hub_read_its_rows() =>
        HubDecisions.OnHub(Settled("a"), AHub()).Effects.ShouldBeEmpty();

    [Fact]
    public void A_restart_with_nothing_changed_tells_no_node_anything() =>
        Sync(HubDecisions.OnNode(HubDecisions.OnForm(HubDecisions.OnHub(HubState.Empty, AHub()).State, Form()).State, ANode("a")).State, Row("a"))
            .Effects.ShouldBeEmpty();

    [Fact]
    public void New_rows_travel_in_the_order_of_their_uids()
    {
        var decision = Sync(Settled(), Row("c"), Row("a"), Row("b"));

        decision.Desired().Select(d => d.Node.Name).ShouldBe(["a-web", "b-web", "c-web"]);
        decision.Desired().ShouldAllBe(d => d.Row != null);
    }

    [Fact]
    public void Only_the_changed_row_travels()
    {
        var decision = Sync(Settled("a", "b", "c"), Row("a"), Row("b", "gold"), Row("c"));

        decision.Desired().ShouldHaveSingleItem().Row!.Extras["plan"].ShouldBe("gold");
    }

    [Fact]
    public void A_row_whose_values_no_node_can_carry_is_told_and_not_asked_for()
    {
        var giant = new string('x', 1 << 20);
        var decision = Sync(Settled("a"), Row("a"), Row("b", giant), Row("c"));

        decision.Desired().Select(d => d.Node.Name).ShouldBe(["c-web"]);
        var told = decision.Effects.OfType<HubEffect.Emit>().ShouldHaveSingleItem();
        told.Reason.ShouldBe(EventReasons.NodeCreateFailed);
        told.Message.ShouldStartWith("Node b-web: the values of the row take 1048588 bytes");
        told.Message.Length.ShouldBeLessThan(400);
        HubStatusRule.Of(decision.State, Now).Failed.ShouldBe(1);
        Sync(decision.State, Row("a"), Row("b", giant), Row("c")).Events().ShouldBeEmpty();
    }

    [Fact]
    public void A_node_whose_row_grows_too_large_stays_follows_its_form_and_is_told_when_the_row_is_well_again()
    {
        var giant = new string('x', 1 << 20);
        var grown = Sync(Settled("a"), Row("a", giant));
        (grown.Deleted().Count, grown.Desired().Count).ShouldBe((0, 0));
        HubStatusRule.Of(grown.State, Now).Conditions.Find(ConditionTypes.Ready)!.Message!.ShouldContain("a-web (the values of the row take");

        var edited = HubDecisions.OnForm(grown.State, Form(generation: 2));
        var wish = edited.Desired().ShouldHaveSingleItem();
        (wish.RowHash, wish.Row, wish.FormGeneration).ShouldBe((HashOf("basic"), null, 2));
        var state = HubDecisions.OnNode(edited.State, ANode("a", templateGeneration: 2)).State;

        var well = Sync(state, Row("a", "gold"));
        well.Desired().ShouldHaveSingleItem().Row!.Extras["plan"].ShouldBe("gold");
        HubDecisions.OnNode(well.State, ANode("a", "gold", templateGeneration: 2)).State.Refused.ShouldBeEmpty();
    }

    [Fact]
    public void A_form_edit_reaches_existing_nodes_without_reading_rows()
    {
        var decision = HubDecisions.OnForm(Settled("a", "b"), Form(generation: 2));

        decision.Desired().Select(d => (d.Node.Name, d.FormGeneration, d.Row is null)).ShouldBe([("a-web", 2, true), ("b-web", 2, true)]);
        decision.Effects.OfType<HubEffect.ReadRows>().ShouldBeEmpty();
    }

    [Fact]
    public void A_new_form_needs_one_reading_of_the_rows() =>
        HubDecisions.OnForm(Settled("a"), Form("api")).Effects.OfType<HubEffect.ReadRows>().ShouldHaveSingleItem();

    [Fact]
    public void Nodes_of_an_invalid_form_stay_as_they_are()
    {
        var state = HubDecisions.OnForm(Settled("a", "b"), Form(generation: 2, valid: false)).State;

        Sync(state, Row("a", "gold"), Row("b")).Effects.ShouldBeEmpty();
    }

    [Fact]
    public void A_paused_hub_neither_reads_nor_changes_nor_deletes()
    {
        var state = Settled("a", "b");
        var paused = AHub() with { Spec = new LynqHubSpec { Paused = true } };
        state = HubDecisions.OnHub(state, paused).State;

        HubDecisions.OnForm(state, Form(generation: 2)).Effects.ShouldBeEmpty();
        HubDecisions.OnFormGone(state, Web).Effects.ShouldBeEmpty();
        HubDecisions.OnHub(state, paused with { Metadata = paused.Metadata with { Generation = 5 } }).Effects.ShouldBeEmpty();
    }

    [Fact]
    public void A_deleted_row_deletes_its_node_with_the_next_sync()
    {
        var decision = Sync(Settled("a", "b"), Row("a"));

        decision.Deleted().ShouldBe(["b-web"]);
        decision.Events().ShouldBe([EventReasons.NodeDeleting]);
        HubDecisions.OnNodeGone(decision.State, NodeKey.For(Web, "b")).Events().ShouldBe([EventReasons.NodeDeleted]);
    }

    [Fact]
    public void Deletes_nothing_when_the_query_fails()
    {
        var decision = HubDecisions.OnSyncFailed(Settled("a", "b"), new SyncFailure(HubReasons.QueryFailed, "gone"));

        decision.Events().ShouldBe([EventReasons.DatabaseQueryFailed]);
        decision.Deleted().ShouldBeEmpty();
        decision.State.ReadyCount.ShouldBe(2);
    }

    [Fact]
    public void A_failure_that_goes_on_is_told_once()
    {
        var failure = new SyncFailure(HubReasons.QueryFailed, "gone");
        var state = HubDecisions.OnSyncFailed(Settled("a"), failure).State;

        HubDecisions.OnSyncFailed(state, failure).Effects.ShouldBeEmpty();
    }

    [Fact]
    public void Rejected_rows_are_not_told_again_by_the_next_process()
    {
        var state = Sync(Settled("a"), Row("a"), Row("Bad_Name")).State;
        var next = HubDecisions.OnHub(HubState.Empty, Stored(state)).State;

        Sync(next, Row("a"), Row("Bad_Name")).Events().ShouldNotContain(EventReasons.RowsRejected);
        Sync(next, Row("a"), Row("Worse Name")).Events().ShouldContain(EventReasons.RowsRejected);
    }

    [Fact]
    public void A_failure_that_goes_on_is_not_told_again_by_the_next_process()
    {
        var failure = new SyncFailure(HubReasons.QueryFailed, "gone");
        var next = HubDecisions.OnHub(HubState.Empty, Stored(HubDecisions.OnSyncFailed(Settled("a"), failure).State)).State;

        HubDecisions.OnSyncFailed(next, failure).Effects.ShouldBeEmpty();
        HubDecisions.OnSyncFailed(next, failure with { Message = "gone otherwise" }).Events().ShouldBe([EventReasons.DatabaseQueryFailed]);
        HubDecisions.OnSyncFailed(Sync(next, Row("a")).State, failure).Events().ShouldBe([EventReasons.DatabaseQueryFailed]);
    }

    /// <summary>The hub with the status that a process has written, as the next one reads it.</summary>
    private static LynqHub Stored(HubState state) =>
        JsonSerializer.SerializeToElement(AHub() with { Status = HubStatusRule.Of(state, Now) }, CrdJson.Default.LynqHub).Deserialize(CrdJson.Default.LynqHub)!;

    [Fact]
    public void Deletes_nothing_before_the_rows_were_read_once()
    {
        var state = HubDecisions.OnHub(HubState.Empty, AHub()).State;
        state = HubDecisions.OnForm(state, Form()).State;
        state = HubDecisions.OnNode(state, ANode("a")).State;

        HubDecisions.OnHub(state, AHub(2)).Deleted().ShouldBeEmpty();
    }

    [Fact]
    public void A_deleted_form_takes_exactly_its_nodes_with_it()
    {
        var state = HubDecisions.OnForm(Settled("a", "b"), Form("api")).State;
        state = HubDecisions.OnNode(state, ANode("a", form: "api")).State;

        HubDecisions.OnFormGone(state, Web).Deleted().ShouldBe(["a-web", "b-web"]);
    }

    [Fact]
    public void A_deleted_node_whose_row_is_active_comes_again_at_once_without_reading_rows()
    {
        var decision = HubDecisions.OnNodeGone(Settled("a"), NodeKey.For(Web, "a"));

        decision.Desired().ShouldHaveSingleItem().Row.ShouldBeNull();
    }

    [Fact]
    public void A_node_whose_annotations_were_edited_is_told_again()
    {
        var decision = HubDecisions.OnNode(Settled("a"), ANode("a", "forged"));

        decision.Desired().ShouldHaveSingleItem().RowHash.ShouldBe(HashOf("basic"));
    }

    [Fact]
    public void A_node_without_reference_to_this_hub_is_told_again() =>
        HubDecisions.OnNode(Settled("a"), ANode("a") with { OwnerUid = "former" }).Desired().ShouldHaveSingleItem();

    [Fact]
    public void Two_pairs_of_one_name_do_not_fight_and_the_second_is_reported()
    {
        var state = HubDecisions.OnForm(HubDecisions.OnForm(Settled(), new FormEntry(new FormKey("shop", "c"), 1, true)).State,
            new FormEntry(new FormKey("shop", "b-c"), 1, true)).State;
        state = HubDecisions.OnFormGone(state, Web).State;
        state = HubDecisions.OnNode(state, ANode("a", form: "b-c")).State;

        var decision = Sync(state, Row("a"), Row("a-b"));

        decision.Desired().ShouldNotContain(d => d.Node.Name == "a-b-c");
        decision.Events().ShouldContain(EventReasons.NodeCreateFailed);
        HubStatusRule.Of(decision.State, Now).Failed.ShouldBe(1);
    }

    [Fact]
    public void A_deleted_hub_deletes_its_nodes_and_is_released_after_the_last()
    {
        var gone = AHub() with { Metadata = AHub().Metadata with { DeletionTimestamp = Now } };
        var decision = HubDecisions.OnHub(Settled("a", "b"), gone);
        decision.Deleted().ShouldBe(["a-web", "b-web"]);
        decision.Effects.OfType<HubEffect.ReleaseHub>().ShouldBeEmpty();

        decision = HubDecisions.OnNodeGone(decision.State, NodeKey.For(Web, "a"));
        decision.Effects.OfType<HubEffect.ReleaseHub>().ShouldBeEmpty();
        decision.Desired().ShouldBeEmpty();
        HubDecisions.OnNodeGone(decision.State, NodeKey.For(Web, "b")).Effects.OfType<HubEffect.ReleaseHub>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Nodes_are_deleted_for_their_form_only_if_it_is_not_there_and_spared_ones_follow_it_again()
    {
        var state = Settled("a", "b");
        Sync(state, Row("a")).Effects.OfType<HubEffect.Delete>().ShouldAllBe(d => !d.BecauseOfForm);
        var unseen = HubDecisions.OnFormGone(state, Web);
        unseen.Effects.OfType<HubEffect.Delete>().Select(d => (d.Node.RowUid, d.BecauseOfForm)).ShouldBe([("a", true), ("b", true)]);

        // The next sync asks again as long as the form is not seen.
        var spared = HubDecisions.OnSpared(unseen.State, [NodeKey.For(Web, "a"), NodeKey.For(Web, "b")]);
        spared.Effects.ShouldBeEmpty();
        Sync(spared.State, Row("a"), Row("b")).Deleted().ShouldBe(["a-web", "b-web"]);

        // Seen again before the answer came: nobody else tells the nodes of its new generation.
        var seen = HubDecisions.OnForm(unseen.State, Form(generation: 2));
        seen.Desired().ShouldBeEmpty();
        HubDecisions.OnSpared(seen.State, [NodeKey.For(Web, "a"), NodeKey.For(Web, "b")]).Desired().Select(d => d.FormGeneration).ShouldBe([2, 2]);
    }

    [Fact]
    public void A_node_that_appears_after_its_hub_was_deleted_goes_at_once_and_is_asked_to_only_once()
    {
        var gone = AHub() with { Metadata = AHub().Metadata with { DeletionTimestamp = Now } };
        var state = HubDecisions.OnHub(Settled("a"), gone).State;

        var late = HubDecisions.OnNode(state, ANode("b"));
        late.Deleted().ShouldBe(["b-web"]);
        HubDecisions.OnNode(late.State, ANode("b", ready: false)).Deleted().ShouldBeEmpty();
        HubDecisions.OnNodeGone(late.State, NodeKey.For(Web, "a")).Effects.OfType<HubEffect.ReleaseHub>().ShouldBeEmpty();
    }

    [Fact]
    public void With_orphan_propagation_the_nodes_of_a_deleted_hub_survive()
    {
        var gone = AHub() with
        {
            Metadata = AHub().Metadata with { DeletionTimestamp = Now, Finalizers = ["orphan", LynqNames.HubFinalizer] },
        };

        var decision = HubDecisions.OnHub(Settled("a"), gone);

        decision.Deleted().ShouldBeEmpty();
        decision.Effects.OfType<HubEffect.ReleaseHub>().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Nodes_that_are_refused_still_are_not_told_again_by_a_hub_that_starts_anew(int count)
    {
        var tooLong = Form(new string('f', 252));
        var rows = Enumerable.Range(0, count).Select(i => Row($"t{i}")).ToArray();
        var told = Sync(HubDecisions.OnForm(HubDecisions.OnHub(HubState.Empty, AHub()).State, tooLong).State, rows);
        told.Events().Count.ShouldBe(count);

        var hub = told.State.Hub! with { Status = HubStatusRule.Of(told.State, Now) };
        var state = HubDecisions.OnForm(HubDecisions.OnHub(HubState.Empty, hub).State, tooLong).State;
        var again = Sync(state, rows);

        again.Events().ShouldBeEmpty();
        again.State.Refused.Count.ShouldBe(count);
        HubStatusRule.SaysTheSame(HubStatusRule.Of(again.State, Now), hub.Status).ShouldBeTrue();
    }

    [Fact]
    public void A_node_that_is_refused_for_another_cause_or_anew_is_told_after_a_restart()
    {
        var refused = HubDecisions.OnRefused(Settled("a", "b"), NodeKey.For(Web, "c"), new Refusal(EventReasons.NodeCreateFailed, "no"));
        var hub = refused.State.Hub! with { Status = HubStatusRule.Of(refused.State, Now) };
        var state = Sync(HubDecisions.OnForm(HubDecisions.OnHub(HubState.Empty, hub).State, Form()).State, Row("c")).State;

        HubDecisions.OnRefused(state, NodeKey.For(Web, "c"), new Refusal(EventReasons.NodeCreateFailed, "no")).Events().ShouldBeEmpty();
        HubDecisions.OnRefused(state, NodeKey.For(Web, "c"), new Refusal(EventReasons.NodeCreateFailed, "never")).Events().ShouldBe([EventReasons.NodeCreateFailed]);
        HubDecisions.OnRefused(state, NodeKey.For(Web, "d"), new Refusal(EventReasons.NodeCreateFailed, "no")).Events().ShouldBe([EventReasons.NodeCreateFailed]);
        // After the second sync all that stood had been found again.
        HubDecisions.OnRefused(Sync(state, Row("c")).State, NodeKey.For(Web, "c"), new Refusal(EventReasons.NodeCreateFailed, "no")).Events().ShouldBe([EventReasons.NodeCreateFailed]);
    }

    [Fact]
    public void Throttling_is_told_when_it_begins_and_not_again()
    {
        var first = HubDecisions.OnHeldBack(Settled("a"), Web, 3, 1);
        first.Events().ShouldBe([EventReasons.RolloutThrottled]);

        HubDecisions.OnHeldBack(first.State, Web, 2, 1).Effects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SourceErrorKind.Unreachable, HubReasons.DatabaseConnectionFailed)]
    [InlineData(SourceErrorKind.AuthenticationFailed, HubReasons.DatabaseConnectionFailed)]
    [InlineData(SourceErrorKind.BadConfiguration, HubReasons.DatabaseConnectionFailed)]
    [InlineData(SourceErrorKind.UnknownColumn, HubReasons.QueryFailed)]
    [InlineData(SourceErrorKind.PermissionDenied, HubReasons.QueryFailed)]
    public void The_reason_of_Ready_names_the_kind_of_failure(SourceErrorKind kind, string reason) =>
        SyncFailure.Of(new SourceException(kind, "no")).ShouldBe(new SyncFailure(reason, "no"));

    [Fact]
    public void Only_what_nobody_foresaw_is_sent_to_the_log_with_its_place()
    {
        var unforeseen = SyncFailure.Of(new InvalidOperationException("secret"));

        unforeseen.IsUnforeseen.ShouldBeTrue();
        unforeseen.Message.ShouldNotContain("secret");
        SyncFailure.Of(new SourceException(SourceErrorKind.Timeout, "no")).IsUnforeseen.ShouldBeFalse();
    }

    [Fact]
    public void A_hub_at_rest_has_nothing_to_write_sync_after_sync()
    {
        var state = Settled("a", "b");
        var status = HubStatusRule.Of(state, Now);
        var later = Sync(state, Row("a"), Row("b"));

        HubStatusRule.SaysTheSame(HubStatusRule.Of(later.State with { Hub = later.State.Hub! with { Status = status } }, Now.AddHours(1)), status)
            .ShouldBeTrue();
    }

    [Fact]
    public void A_hub_that_starts_anew_says_nothing_new_before_its_first_sync_has_ended()
    {
        var state = Settled("a", "b");
        var started = state with { LastSync = null, Hub = state.Hub! with { Status = HubStatusRule.Of(state, Now) } };

        HubStatusRule.IsTooEarly(started).ShouldBeTrue();
        HubStatusRule.IsTooEarly(Sync(started, Row("a")).State).ShouldBeFalse();
        HubStatusRule.IsTooEarly(started with { Hub = started.Hub! with { Status = null } }).ShouldBeFalse();
        HubStatusRule.IsTooEarly(started with { Hub = AHub(generation: 2) with { Status = started.Hub.Status } }).ShouldBeFalse();
    }
}
