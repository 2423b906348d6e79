using Lynq.Cluster.Membership;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Membership;

public sealed class RenewalPlanTests
{
    [Theory]
    [InlineData(0, 600, 0, 1, true)]
    [InlineData(0, 600, 1, 1, false)]
    [InlineData(3, 600, 1, 1, true)]
    [InlineData(5, 600, 2, 1, false)]
    [InlineData(6, 600, 2, 1, true)]
    [InlineData(60, 600, 0, 0, false)]
    [InlineData(0, 10, 0, 0, true)]
    [InlineData(0, 10, 1, 0, false)]
    [InlineData(0, 8, 1, 0, true)]
    [InlineData(0, 3, 5, 0, false)]
    [InlineData(0, 2, 5, 0, true)]
    [InlineData(0, -1, 9, 0, true)]
    public void Replicas_start_anew_one_after_the_other_in_calm_and_at_the_last_moment_in_any_case(int since, int left, int rank, int calm, bool due) =>
        RenewalPlan.IsDue(TimeSpan.FromMinutes(since), TimeSpan.FromMinutes(left), rank, TimeSpan.FromMinutes(calm)).ShouldBe(due);

    [Theory]
    [InlineData(90, 31, false)]
    [InlineData(90, 18, false)]
    [InlineData(90, 17, true)]
    [InlineData(90, -1, true)]
    public void A_certificate_is_overdue_in_the_last_fifth_of_its_life(int days, int left, bool overdue) =>
        RenewalPlan.IsOverdue(TimeSpan.FromDays(days), TimeSpan.FromDays(left)).ShouldBe(overdue);
}
