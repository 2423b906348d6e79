using Lynq.Actors.Statuses;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Statuses;

public sealed class StatusPaceTests
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    [Fact]
    public void Waits_longer_while_changes_keep_coming_but_not_for_ever()
    {
        var now = DateTimeOffset.UnixEpoch;
        var pace = default(StatusPace);
        var waits = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            pace = pace.Next(Shortest, now);
            waits.Add(pace.Wait.TotalSeconds);
            now = pace.Due + TimeSpan.FromMilliseconds(10);
        }

        waits.ShouldBe([1, 2, 4, 4, 4]);
    }

    [Fact]
    public void Starts_over_after_a_rest()
    {
        var pace = default(StatusPace).Next(Shortest, DateTimeOffset.UnixEpoch);
        pace = pace.Next(Shortest, pace.Due);
        pace.Wait.ShouldBe(Shortest * 2);

        pace.Next(Shortest, pace.Due + pace.Wait).Wait.ShouldBe(Shortest);
    }
}
