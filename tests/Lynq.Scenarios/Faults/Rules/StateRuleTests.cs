using static Lynq.Kubernetes.WatchEventType;
using static Lynq.Scenarios.Faults.Rules.Forged;

namespace Lynq.Scenarios.Faults.Rules;

/// <summary>Each rule lets a sound history pass and finds the one fault in a forged one.</summary>
public sealed class StateRuleTests
{
    [Fact]
    public void What_is_made_once_may_be_made_again_but_not_changed()
    {
        StateRules.OnceViolations([Map(1, Added, "a-once", "1", "u1"), Map(2, Modified, "a-once", "1", "u1"), Map(3, Deleted, "a-once", "1", "u1"), Map(4, Added, "a-once", "2", "u2")], _ => true).ShouldBeEmpty();
        StateRules.OnceViolations([Map(1, Added, "a-once", "1", "u1"), Map(2, Modified, "a-once", "2", "u1")], _ => true).ShouldHaveSingleItem().ShouldContain("a-once is made once");
    }

    [Theory]
    [InlineData(Modified)]
    [InlineData(Deleted)]
    public void What_belongs_to_another_is_not_touched(object change)
    {
        StateRules.UntouchedViolations([Map(1, Added, "foreign", "1")], _ => true, _ => false).ShouldBeEmpty();
        StateRules.UntouchedViolations([Map(1, Added, "foreign", "1"), Map(2, (WatchEventType)change, "foreign", "1")], _ => true, _ => false).ShouldHaveSingleItem().ShouldContain("belongs to another");
    }

    [Fact]
    public void What_is_kept_may_change_but_is_not_deleted()
    {
        StateRules.UntouchedViolations([Map(1, Added, "kept", "1"), Map(2, Modified, "kept", "2")], _ => false, _ => true).ShouldBeEmpty();
        StateRules.UntouchedViolations([Map(1, Added, "kept", "1"), Map(2, Deleted, "kept", "1")], _ => false, _ => true).ShouldHaveSingleItem().ShouldContain("is to be kept");
    }

    [Fact]
    public void What_was_left_behind_changes_only_after_it_was_adopted_again()
    {
        const string Orphan = "lynq.sh/orphaned";
        StateRules.OrphanViolations([Map(1, Added, "kept", "1"), Map(2, Modified, "kept", "1", label: Orphan), Map(3, Modified, "kept", "1"), Map(4, Modified, "kept", "2"), Map(5, Modified, "kept", "2", label: Orphan)]).ShouldBeEmpty();
        StateRules.OrphanViolations([Map(1, Added, "kept", "1", label: Orphan), Map(2, Modified, "kept", "2", label: Orphan)]).ShouldHaveSingleItem().ShouldContain("was left behind");
    }

    [Fact]
    public void A_paused_hub_makes_no_node()
    {
        StateRules.PauseViolations([Node(1, Added, "t1-r")], "q").ShouldBeEmpty();
        StateRules.PauseViolations([Node(1, Added, "t1-r")], "h").ShouldHaveSingleItem().ShouldContain("hub h is paused");
    }

    [Fact]
    public void A_node_changes_until_it_is_Ready_for_its_content() => Skew(
        maxSkew: 1,
        Node(1, Added, "a-r"),
        Node(2, Modified, "a-r", 1, "False"),
        Node(3, Modified, "a-r", 1, "True"),
        Node(4, Added, "b-r"),
        Node(5, Modified, "b-r", 1, "True"),
        Node(6, Modified, "a-r", 2, null),
        Node(7, Modified, "a-r", 2, "True")).ShouldBeEmpty();

    [Fact]
    public void No_more_nodes_are_made_than_maxSkew() =>
        Skew(1, Node(1, Added, "a-r"), Node(2, Added, "b-r")).ShouldHaveSingleItem().ShouldContain("2 nodes of r are changing at 2, 1 may");

    [Fact]
    public void No_more_nodes_are_changed_than_maxSkew() => Skew(
        1,
        Node(1, Added, "a-r", 1, "True"),
        Node(2, Added, "b-r", 1, "True"),
        Node(3, Modified, "a-r", 2),
        Node(4, Modified, "b-r", 2)).ShouldHaveSingleItem().ShouldContain("at 4");

    [Fact]
    public void A_node_that_is_Ready_for_an_older_content_still_changes()
    {
        var second = Node(3, Modified, "a-r", 2);
        Skew(1, Node(1, Added, "a-r", 1, "True"), second, Node(4, Added, "b-r")).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_successor_of_the_same_name_changes_anew()
    {
        var reborn = Node(4, Added, "a-r") with { Object = JsonSerializer.SerializeToElement(Reborn()) };
        Skew(1, Node(1, Added, "a-r", 1, "True"), Node(2, Modified, "a-r", 1, "True", deleting: true), Node(3, Deleted, "a-r", 1, "True"), reborn, Node(5, Added, "b-r")).ShouldHaveSingleItem();

        static JsonObject Reborn()
        {
            var node = Node(4, Added, "a-r").Object.Editable();
            node["metadata"]!["uid"] = "another";
            return node;
        }
    }

    [Fact]
    public void A_cure_of_what_had_failed_takes_no_slot() => Skew(
        1,
        Node(1, Added, "a-r"),
        Node(2, Modified, "a-r", 1, "False", failed: 1),
        Node(3, Modified, "a-r", 2),
        Node(4, Added, "b-r")).ShouldBeEmpty();

    [Theory]
    [InlineData(null, 3, 0, 0, 0, null)]
    [InlineData("InProgress", 3, 2, 2, 1, null)]
    [InlineData("Complete", 3, 3, 0, 3, null)]
    [InlineData("InProgress", 3, 3, 3, 0, "more than 2 nodes are updating")]
    [InlineData("InProgress", 3, 1, 0, 2, "more nodes are updated and ready than are updated")]
    [InlineData("Complete", 3, 3, 1, 3, "nodes are missing")]
    [InlineData("Complete", 3, 2, 0, 2, "nodes are missing")]
    public void A_form_tells_a_rollout_within_its_bounds(string? phase, int total, int updated, int updating, int ready, string? fault)
    {
        var found = FormStatusRule.Violations([Form(1), Form(2, phase, total, updated, updating, ready)], Ns, "r", maxSkew: 2).ToList();
        if (fault is null)
            found.ShouldBeEmpty();
        else
            found.ShouldHaveSingleItem().ShouldContain(fault);
    }

    [Fact]
    public void A_form_without_maxSkew_tells_no_rollout()
    {
        FormStatusRule.Violations([Form(1)], Ns, "r", maxSkew: 0).ShouldBeEmpty();
        FormStatusRule.Violations([Form(1, "Idle")], Ns, "r", maxSkew: 0).ShouldHaveSingleItem();
    }

    private static IEnumerable<string> Skew(int maxSkew, params ObjectState[] states) => StateRules.SkewViolations(states, Ns, "r", maxSkew);
}
