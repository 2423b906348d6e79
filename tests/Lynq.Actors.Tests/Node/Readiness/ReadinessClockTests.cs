using Lynq.Actors.Node.Readiness;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Readiness;

public sealed class ReadinessClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_window_starts_when_the_desired_object_changed()
    {
        var clock = ReadinessClock.StartedAt(Start).Observe(ReadinessState.NotReady, Start.AddSeconds(9));
        clock.IsOver(10, Start.AddSeconds(9.9)).ShouldBeFalse();
        clock.IsOver(10, Start.AddSeconds(10)).ShouldBeTrue();
    }

    [Fact]
    public void Turning_unready_after_having_been_ready_opens_a_new_window()
    {
        var broke = Start.AddDays(3);
        var clock = ReadinessClock.StartedAt(Start).Observe(ReadinessState.Ready, Start.AddSeconds(1)).Observe(ReadinessState.NotReady, broke);
        clock.IsOver(300, broke.AddSeconds(299)).ShouldBeFalse();
        clock.IsOver(300, broke.AddSeconds(300)).ShouldBeTrue();
    }
}
