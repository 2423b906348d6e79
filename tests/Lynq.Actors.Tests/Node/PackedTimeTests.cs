using Lynq.Actors.Node;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

public sealed class PackedTimeTests
{
    [Fact]
    public void A_moment_comes_back_as_the_same_moment()
    {
        var moment = new DateTimeOffset(2026, 3, 4, 5, 6, 7, 890, TimeSpan.FromHours(2));
        new PackedTime(moment).Value.ShouldBe(moment);
        new PackedTime(moment).ShouldBe(new PackedTime(moment.ToUniversalTime()));
    }

    [Fact]
    public void No_moment_is_no_moment()
    {
        new PackedTime(null).Value.ShouldBeNull();
        default(PackedTime).Value.ShouldBeNull();
    }
}
