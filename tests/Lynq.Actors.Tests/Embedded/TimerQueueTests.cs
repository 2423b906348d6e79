using System.Collections.Concurrent;
using Lynq.Actors.Embedded;
using Lynq.Actors.Port;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Embedded;

public sealed class TimerQueueTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<string> _gone = new();
    private readonly EmbeddedActorSystem _system;
    private int _set;

    public TimerQueueTests()
    {
        _system = new(_time, NullLogger<EmbeddedActorSystem>.Instance);
        _system.Register(new ActorRegistration { Kind = "probe", Factory = context => new Probe(this, context), MaxConcurrency = 1 });
    }

    public async ValueTask DisposeAsync() => await Eventually.Ends(_system.DisposeAsync().AsTask(), "the end of the actors");

    [Fact]
    public async Task Timers_of_all_actors_go_off_in_the_order_in_which_they_are_due()
    {
        await SetAsync(("a", "x", 3000), ("b", "x", 1000), ("c", "x", 2000), ("a", "y", 1000));
        _time.Advance(TimeSpan.FromMilliseconds(999));
        _gone.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await GoneAsync("b/x", "a/y");
        _time.Advance(TimeSpan.FromSeconds(10));
        await GoneAsync("b/x", "a/y", "c/x", "a/x");
        _system.Timers.Count.ShouldBe(0);
    }

    [Fact]
    public async Task An_earlier_timer_that_is_set_later_goes_off_first()
    {
        await SetAsync(("a", "x", 60_000));
        await SetAsync(("a", "y", 20_000));
        await SetAsync(("b", "x", 0));
        _time.Advance(TimeSpan.Zero);
        await GoneAsync("b/x");
        _time.Advance(TimeSpan.FromSeconds(20));
        await GoneAsync("b/x", "a/y");
        _time.Advance(TimeSpan.FromSeconds(40));
        await GoneAsync("b/x", "a/y", "a/x");
    }

    [Fact]
    public async Task A_fraction_of_a_tick_never_makes_a_timer_go_off_too_early()
    {
        foreach (var milliseconds in Enumerable.Range(1, 300)) await SetAsync(($"a{milliseconds}", "x", milliseconds));
        for (var i = 1; i <= 300; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Eventually.Holds(() => _gone.Count == i, $"{i} timers have gone off");
        }
    }

    [Fact]
    public async Task Nothing_is_kept_of_timers_that_were_cancelled_replaced_or_whose_actor_has_ended()
    {
        await SetAsync(("a", "x", 1000), ("a", "y", 1000), ("a", "z", 1000), ("b", "x", 1000));
        await SetAsync(("a", "y", 5000), ("a", "x", -1), ("a", "never", -1));
        _system.Timers.Count.ShouldBe(3);
        _system.Tell(new ActorId("probe", "b"), new Fail());
        await Eventually.Holds(() => _system.Timers.Count == 2, "the timer of the actor that failed is gone");
        _time.Advance(TimeSpan.FromSeconds(4));
        await GoneAsync("a/z");
        await Eventually.Ends(_system.StopAsync(CancellationToken.None), "the shutdown");
        _system.Timers.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_is_set_and_cancelled_exactly_what_remains_goes_off(int seed)
    {
        var random = new Random(seed);
        var remains = new Dictionary<string, long>(StringComparer.Ordinal);
        var now = 0L;
        var expected = 0;
        for (var step = 0; step < 300; step++)
        {
            var (actor, name) = ($"a{random.Next(5)}", $"t{random.Next(4)}");
            var due = random.Next(4) == 0 ? -1 : random.Next(1, 500);
            await SetAsync((actor, name, due));
            if (due < 0) remains.Remove($"{actor}/{name}");
            else remains[$"{actor}/{name}"] = now + due;
            var advance = random.Next(60);
            now += advance;
            _time.Advance(TimeSpan.FromMilliseconds(advance));
            var over = remains.Where(timer => timer.Value <= now).ToList();
            foreach (var timer in over) remains.Remove(timer.Key);
            expected += over.Count;
            await Eventually.Holds(() => _gone.Count == expected, $"step {step} of seed {seed}: {expected} timers have gone off");
            _system.Timers.Count.ShouldBe(remains.Count);
        }
    }

    private async Task SetAsync(params (string Actor, string Name, int Milliseconds)[] timers)
    {
        foreach (var (actor, name, milliseconds) in timers)
        {
            var before = Volatile.Read(ref _set);
            _system.Tell(new ActorId("probe", actor), new Set(name, milliseconds));
            await Eventually.Holds(() => Volatile.Read(ref _set) > before, "the timer is set");
        }
    }

    private async Task GoneAsync(params string[] timers)
    {
        await Eventually.Holds(() => _gone.Count == timers.Length, "the timers have gone off");
        _gone.ShouldBe(timers);
    }

    /// <summary>Sets a timer, or cancels it when the time is negative.</summary>
    private sealed record Set(string Name, int Milliseconds) : IActorMessage;

    private sealed record GoneOff(string Name) : IActorMessage;

    private sealed record Fail : IActorMessage;

    private sealed class Probe(TimerQueueTests test, IActorContext context) : IActor
    {
        public ValueTask ReceiveAsync(IActorMessage message)
        {
            switch (message)
            {
                case Set { Milliseconds: < 0 } cancel:
                    context.CancelTimer(cancel.Name);
                    Interlocked.Increment(ref test._set);
                    break;
                case Set set:
                    context.SetTimer(set.Name, TimeSpan.FromMilliseconds(set.Milliseconds), new GoneOff(set.Name));
                    Interlocked.Increment(ref test._set);
                    break;
                case GoneOff gone:
                    test._gone.Enqueue($"{context.Self.Key}/{gone.Name}");
                    break;
                case Fail:
                    throw new InvalidOperationException("told to fail");
            }

            return ValueTask.CompletedTask;
        }
    }
}
