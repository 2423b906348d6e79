using Lynq.Scenarios.Identities;
using static Lynq.Kubernetes.WatchEventType;
using static Lynq.Scenarios.Faults.Rules.Forged;

namespace Lynq.Scenarios.Faults.Rules;

/// <summary>Each rule lets a sound history pass and finds the one fault in a forged one.</summary>
public sealed class RequestRuleTests
{
    [Fact]
    public void A_deletion_has_a_cause_and_means_one_object()
    {
        Deletions(Deletion(5, Kinds.Node, "t1-r", "u"), cause: 4).ShouldBeEmpty();
        Deletions(Deletion(5, Kinds.Node, "t1-r", "u"), cause: null).ShouldHaveSingleItem().ShouldContain("without a cause");
        Deletions(Deletion(5, Kinds.Node, "t1-r", "u"), cause: 6).ShouldHaveSingleItem().ShouldContain("without a cause");
        Deletions(Deletion(5, Kinds.Node, "t1-r", uid: null), cause: 4).ShouldHaveSingleItem().ShouldContain("without a uid precondition");
    }

    [Theory]
    [InlineData("t1", 1, null, true)]
    [InlineData("t2", 1, null, false)]
    [InlineData("t1", 0, null, false)]
    [InlineData("t1", 0, "t1-r", true)]
    [InlineData("t1", 1, "t1-f", false)]
    public void A_node_goes_when_its_row_has_gone_since_or_when_it_was_deleted_by_hand(string row, int edition, string? byHand, bool may) => CauseOf(
        Deletion(9, Kinds.Node, "t1-r", "t1-r"),
        [Node(10, Added, "t1-r", generation: 1)],
        new RowAbsence(row, From: 5, edition, byHand)).ShouldBe(may ? 5 : null);

    [Fact]
    public void A_node_that_has_shown_its_row_again_needs_another_cause() => CauseOf(
        Deletion(9, Kinds.Node, "t1-r", "t1-r"),
        [Node(10, Added, "t1-r", generation: 1), Node(11, Modified, "t1-r", generation: 2)],
        new RowAbsence("t1", From: 5, Edition: 1)).ShouldBeNull();

    [Fact]
    public void What_never_was_has_no_cause_to_be_deleted() =>
        CauseOf(Deletion(9, Kinds.Node, "t1-r", "unknown"), [Node(10, Added, "t1-r")], new RowAbsence("t1", From: 5, Edition: 1)).ShouldBeNull();

    [Theory]
    [InlineData("t1-r", true, true)]
    [InlineData("t1-r", false, false)]
    [InlineData("t2-r", true, false)]
    [InlineData(null, true, false)]
    public void An_object_goes_with_the_node_that_owns_it(string? owner, bool deleting, bool may) => CauseOf(
        Deletion(9, Kinds.ConfigMap, "t1-first", "map"),
        [Map(11, Added, "t1-first", "1", owner: owner), Node(12, Modified, "t1-r", deleting: deleting), Map(13, Deleted, "t1-first", "1", owner: owner)]).ShouldBe(may ? 0 : null);

    [Theory]
    [InlineData(200, true, false)]
    [InlineData(404, true, true)]
    [InlineData(409, true, true)]
    [InlineData(0, true, true)]
    [InlineData(404, false, false)]
    public void An_object_does_not_go_before_the_node_that_owns_it_unless_somebody_else_deleted_it(int status, bool deleting, bool may) => CauseOf(
        Deletion(9, Kinds.ConfigMap, "t1-first", "map", status),
        [Map(11, Added, "t1-first", "1", owner: "t1-r"), Map(12, Deleted, "t1-first", "1", owner: "t1-r"), Node(13, Modified, "t1-r", deleting: deleting)]).ShouldBe(may ? 0 : null);

    [Fact]
    public void What_depends_is_there_only_while_what_it_depends_on_is()
    {
        ObjectState[] sound = [Map(1, Added, "t1-first", "1"), Map(2, Added, "t1-then", "1"), Map(3, Deleted, "t1-then", "1"), Map(4, Deleted, "t1-first", "1")];
        OrderRule.Violations(sound, Order).ShouldBeEmpty();
        OrderRule.Violations([sound[1], sound[0]], Order).ShouldHaveSingleItem().ShouldContain("t1-then is there without t1-first");
        OrderRule.Violations([sound[0], sound[1], sound[3]], Order).ShouldHaveSingleItem().ShouldContain("t1-then is there without t1-first");
    }

    [Fact]
    public void What_depends_gets_no_content_before_what_it_depends_on()
    {
        ObjectState[] sound = [Map(1, Added, "t1-first", "1"), Map(2, Added, "t1-then", "1"), Map(3, Modified, "t1-first", "2"), Map(4, Modified, "t1-first", "by hand"), Map(5, Modified, "t1-then", "2")];
        OrderRule.Violations(sound, Order).ShouldBeEmpty();
        OrderRule.Violations([sound[0], sound[1], Map(3, Modified, "t1-then", "2")], Order).ShouldHaveSingleItem().ShouldContain("had no newer one than 1");
    }

    [Fact]
    public void Only_who_leads_writes()
    {
        Exchange Write(int number, string client) => Apply(number, number + 1, "t1-first") with { Client = client };
        WriterRule.Violations([Lease(1, "one", "A"), Write(3, "one"), Lease(5, "two", "B"), Write(7, "two")]).ShouldBeEmpty();
        WriterRule.Violations([Write(1, "one") with { Resource = "secrets", Namespace = ChartIdentity.Home }, Lease(3, "one", "A")]).ShouldBeEmpty("all share the serving certificate");
        WriterRule.Violations([Write(1, "one"), Lease(3, "one", "A")]).ShouldHaveSingleItem().ShouldContain("while nobody leads");
        WriterRule.Violations([Lease(1, "one", "A"), Lease(3, "one", ""), Write(5, "one")]).ShouldHaveSingleItem().ShouldContain("while nobody leads");
        WriterRule.Violations([Lease(1, "one", "A"), Lease(3, "two", "B"), Write(5, "one")]).ShouldHaveSingleItem().ShouldContain("while two leads");
    }

    [Fact]
    public async Task Whoever_goes_on_writing_does_not_rest()
    {
        var log = new ExchangeLog();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            while (!stop.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
                log.Arrive(number => Apply(number, number, "t1-first"), _ => null);
        });
        await Should.ThrowAsync<TimeoutException>(() => FaultWorld.RestAsync(log, TimeSpan.FromSeconds(5)));
        await stop.CancelAsync();
        await writing;
        await FaultWorld.RestAsync(log, Scenario.T2);
    }

    private static (string First, string Then)[] Order => [("t1-first", "t1-then")];

    private static IEnumerable<string> Deletions(Exchange deletion, int? cause) => DeletionRule.Violations([deletion], Ns, _ => cause);

    private static int? CauseOf(Exchange deletion, ObjectState[] states, params RowAbsence[] absences) => new DeletionCauses(states, absences, EditionOf).Of(deletion);

    // In forged histories each generation of a node shows the next edition of its row.
    private static int EditionOf(JsonElement? node) => (int)node.Count("metadata", "generation");
}
