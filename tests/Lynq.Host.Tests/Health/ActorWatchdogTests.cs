using Lynq.Actors.Embedded;
using Lynq.Actors.Port;
using Lynq.Host.Health;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Host.Tests.Health;

public sealed class ActorWatchdogTests
{
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(20);
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Turns_red_when_every_actor_is_stuck_and_green_when_they_go_on()
    {
        var blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var system = new EmbeddedActorSystem(_time, NullLogger<EmbeddedActorSystem>.Instance);
        system.Register(new ActorRegistration { Kind = "node", Factory = _ => new Waiting(blocked.Task), MaxConcurrency = 1 });
        system.Tell(new ActorId("node", "a"), new Work());
        system.Tell(new ActorId("node", "b"), new Work());
        await Eventually.Holds(() => system.Snapshot()[0].Active == 1, "the first actor works");
        var watchdog = new ActorWatchdog(_time);

        Probed(watchdog, system.Snapshot, ActorWatchdog.SystemPatience - Probe).ShouldBeNull();
        Probed(watchdog, system.Snapshot, 2 * Probe).ShouldBe("no actor has finished anything for 5 minutes");

        blocked.SetResult();
        await Eventually.Holds(() => system.Snapshot()[0] is { Active: 0, Handled: 2 }, "both actors have worked");
        watchdog.Problem(system.Snapshot()).ShouldBeNull();
    }

    [Fact]
    public void Stays_green_while_one_kind_waits_for_another_that_works()
    {
        var handled = 0L;
        var watchdog = new ActorWatchdog(_time);
        Probed(watchdog, () => [Kind("hub", active: 1, handled: 7), Kind("node", active: 10, handled: ++handled)], TimeSpan.FromMinutes(10)).ShouldBeNull();
        Probed(watchdog, () => [Kind("hub", active: 1, handled: 7), Kind("node", active: 10, handled: ++handled)], TimeSpan.FromMinutes(6))
            .ShouldBe("no actor of kind hub has finished anything for 16 minutes");
    }

    [Fact]
    public void Stays_green_when_there_is_nothing_to_do_or_only_a_pause_after_a_failure() =>
        Probed(new ActorWatchdog(_time), () => [Kind("node", active: 0, handled: 3) with { Pending = 4 }], TimeSpan.FromHours(3)).ShouldBeNull();

    private string? Probed(ActorWatchdog watchdog, Func<IReadOnlyList<ActorKindSnapshot>> look, TimeSpan time)
    {
        var problem = watchdog.Problem(look());
        for (var passed = TimeSpan.Zero; passed < time; passed += Probe)
        {
            _time.Advance(Probe);
            problem = watchdog.Problem(look());
        }

        return problem;
    }

    private static ActorKindSnapshot Kind(string kind, int active, long handled) =>
        new() { Kind = kind, Actors = 1, Pending = 0, Active = active, Handled = handled, Restarts = 0 };

    private sealed record Work : IActorMessage;

    private sealed class Waiting(Task until) : IActor
    {
        public async ValueTask ReceiveAsync(IActorMessage message) => await until;
    }
}
