using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Conditions;

public sealed class ConditionListTests
{
    private static readonly DateTimeOffset T0 = new(2026, 1, 1, 12, 0, 0, 250, TimeSpan.Zero);

    private static Condition Ready(string status, string reason = "Reconciled", string message = "", long generation = 1) =>
        new() { Type = "Ready", Status = status, Reason = reason, Message = message, ObservedGeneration = generation };

    [Fact]
    public void A_new_condition_is_added_with_the_time_in_whole_seconds() =>
        ((IReadOnlyList<Condition>?)null).With(Ready("True"), T0).ShouldHaveSingleItem().LastTransitionTime.ShouldBe(T0.AddMilliseconds(-250));

    [Fact]
    public void The_same_condition_leaves_the_very_same_list()
    {
        var list = ((IReadOnlyList<Condition>?)null).With(Ready("True"), T0);
        list.With(Ready("True"), T0.AddHours(1)).ShouldBeSameAs(list);
    }

    [Theory]
    [InlineData("True", "Other", "", 1)]
    [InlineData("True", "Reconciled", "text", 1)]
    [InlineData("True", "Reconciled", "", 2)]
    public void A_change_that_keeps_the_status_keeps_the_transition_time(string status, string reason, string message, long generation)
    {
        var list = ((IReadOnlyList<Condition>?)null).With(Ready("True"), T0);
        var changed = list.With(Ready(status, reason, message, generation), T0.AddHours(1));
        changed.ShouldNotBeSameAs(list);
        changed[0].LastTransitionTime.ShouldBe(list[0].LastTransitionTime);
        (changed[0].Reason, changed[0].Message, changed[0].ObservedGeneration).ShouldBe((reason, message, generation));
    }

    [Fact]
    public void A_change_of_status_moves_the_transition_time_and_leaves_other_conditions_and_their_order_alone()
    {
        var list = ((IReadOnlyList<Condition>?)null)
            .With(new Condition { Type = "Degraded", Status = "False", Reason = "Healthy" }, T0)
            .With(Ready("False"), T0)
            .With(new Condition { Type = "Conflicted", Status = "False", Reason = "NoConflicts" }, T0);
        var changed = list.With(Ready("True"), T0.AddHours(1));
        changed.Select(c => c.Type).ShouldBe(["Degraded", "Ready", "Conflicted"]);
        changed.Find("Ready")!.LastTransitionTime.ShouldBe(T0.AddMilliseconds(-250).AddHours(1));
        changed[0].ShouldBeSameAs(list[0]);
        changed[2].ShouldBeSameAs(list[2]);
        changed.IsTrue("Ready").ShouldBeTrue();
        list.IsTrue("Ready").ShouldBeFalse();
    }

    [Fact]
    public void Removing_a_type_that_is_not_there_leaves_the_very_same_list()
    {
        var list = ((IReadOnlyList<Condition>?)null).With(Ready("True"), T0);
        list.Without("Applied").ShouldBeSameAs(list);
        list.Without("Ready").ShouldBeEmpty();
    }
}
