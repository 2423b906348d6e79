using Akka.Cluster;
using Lynq.Cluster.Membership;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Membership;

public sealed class MembershipFenceTests
{
    [Theory]
    [InlineData(MemberStatus.Up, 1, 0, true)]
    [InlineData(MemberStatus.Up, 3, 0, true)]
    [InlineData(MemberStatus.Up, 3, 1, true)]
    [InlineData(MemberStatus.Up, 3, 2, false)]
    [InlineData(MemberStatus.Up, 2, 1, false)]
    [InlineData(MemberStatus.Leaving, 3, 0, true)]
    [InlineData(MemberStatus.Joining, 3, 0, false)]
    [InlineData(MemberStatus.Down, 3, 0, false)]
    [InlineData(MemberStatus.Removed, 0, 0, false)]
    public void Writes_only_as_a_member_that_sees_more_than_half(MemberStatus self, int members, int unreachable, bool mayWrite) =>
        MembershipFence.Judge(self, members, unreachable).ShouldBe(mayWrite);
}
