using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Support;

public sealed class FakeTimeProviderTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Timers_fire_in_due_order_each_at_its_own_time()
    {
        var fired = new List<string>();
        void After(string name, int seconds) => _clock.CreateTimer(
            _ => fired.Add($"{name}@{(_clock.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds}"),
            null,
            TimeSpan.FromSeconds(seconds),
            Timeout.InfiniteTimeSpan);
        After("late", 9);
        After("early", 2);
        After("never", 11);
        _clock.Advance(TimeSpan.FromSeconds(10));
        fired.ShouldBe(["early@2", "late@9"]);
        _clock.PendingTimers.ShouldBe(1);
    }

    [Fact]
    public void A_periodic_timer_fires_each_period_until_it_is_disposed()
    {
        var count = 0;
        var timer = _clock.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(5));
        count.ShouldBe(3);
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(5));
        count.ShouldBe(3);
    }

    [Fact]
    public async Task Delays_and_cancellations_follow_the_clock()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30), _clock);
        var delay = Task.Delay(TimeSpan.FromSeconds(20), _clock);
        _clock.Advance(TimeSpan.FromSeconds(20));
        await delay;
        timeout.IsCancellationRequested.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(10));
        timeout.IsCancellationRequested.ShouldBeTrue();
        _clock.GetElapsedTime(0).ShouldBe(TimeSpan.FromSeconds(30));
    }
}
