using Lynq.Cluster.Membership;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Membership;

public sealed class PauseWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly SleepyClock _time = new();

    [Fact]
    public void Nothing_is_seen_while_the_process_runs()
    {
        using var watch = new PauseWatch(Patience, _time);

        _time.Run(TimeSpan.FromMinutes(5));

        watch.HasPausedWithin(Long).ShouldBeFalse();
    }

    [Fact]
    public void A_pause_is_seen_by_the_first_to_ask_and_remembered_for_as_long_as_asked()
    {
        using var watch = new PauseWatch(Patience, _time);

        _time.Sleep(TimeSpan.FromSeconds(5));
        watch.HasPausedWithin(TimeSpan.FromSeconds(9)).ShouldBeTrue();
        _time.Run(TimeSpan.FromSeconds(8));
        watch.HasPausedWithin(TimeSpan.FromSeconds(9)).ShouldBeTrue();
        _time.Run(TimeSpan.FromSeconds(2));
        watch.HasPausedWithin(TimeSpan.FromSeconds(9)).ShouldBeFalse();
        watch.HasPausedWithin(Long).ShouldBeTrue();
        _time.Run(Long);
        watch.HasPausedWithin(Long).ShouldBeFalse();
    }

    [Fact]
    public void A_standstill_shorter_than_the_patience_does_not_count()
    {
        using var watch = new PauseWatch(Patience, _time);

        _time.Sleep(TimeSpan.FromSeconds(2));
        _time.Run(TimeSpan.FromSeconds(1));

        watch.HasPausedWithin(Long).ShouldBeFalse();
    }

    /// <summary>A clock that can go on while no timer fires, as that of a process that is stopped.</summary>
    private sealed class SleepyClock : TimeProvider
    {
        private readonly FakeTimeProvider _running = new();
        private TimeSpan _slept;

        public override long TimestampFrequency => _running.TimestampFrequency;

        public override long GetTimestamp() => _running.GetTimestamp() + _slept.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            _running.CreateTimer(callback, state, dueTime, period);

        public void Run(TimeSpan span) => _running.Advance(span);

        public void Sleep(TimeSpan span) => _slept += span;
    }
}
