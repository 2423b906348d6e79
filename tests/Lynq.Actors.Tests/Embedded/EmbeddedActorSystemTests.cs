using Lynq.Actors.Embedded;
using Lynq.Actors.Port;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Embedded;

public sealed class EmbeddedActorSystemTests : IAsyncDisposable, IAsyncLifetime
{
    private const string Kind = "probe";

    private readonly FakeTimeProvider _time = new();
    private readonly EmbeddedActorSystem _system;

    public EmbeddedActorSystemTests() => _system = new(_time, NullLogger<EmbeddedActorSystem>.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync() => await _system.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task Handles_one_message_at_a_time_and_in_order()
    {
        var seen = new List<int>();
        var inside = 0;
        Register(context => new Probe(context)
        {
            Receive = async (_, message) =>
            {
                Interlocked.Increment(ref inside).ShouldBe(1);
                await Task.Yield();
                seen.Add(((Number)message).Value);
                Interlocked.Decrement(ref inside);
            },
        });

        for (var i = 0; i < 1000; i++) _system.Tell(Id("a"), new Number(i));

        await Eventually.Holds(() => seen.Count == 1000, "all messages are handled");
        seen.ShouldBe(Enumerable.Range(0, 1000));
    }

    [Fact]
    public async Task Runs_no_more_actors_of_a_kind_than_allowed()
    {
        var gate = new SemaphoreSlim(0);
        var inside = 0;
        var most = 0;
        Register(
            context => new Probe(context)
            {
                Receive = async (_, _) =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    await gate.WaitAsync();
                    Interlocked.Decrement(ref inside);
                },
            },
            r => r with { MaxConcurrency = 3 });

        for (var i = 0; i < 20; i++) _system.Tell(Id($"a{i}"), new Number(i));
        await Eventually.Holds(() => inside == 3, "three work");
        gate.Release(20);

        await Eventually.Holds(() => Handled == 20 && inside == 0, "all messages are handled");
        most.ShouldBe(3);
    }

    [Fact]
    public async Task Answers_the_one_who_asked()
    {
        Register(context => new Probe(context)
        {
            Receive = (c, message) =>
            {
                c.Reply(new Number(((Number)message).Value * 2));
                return ValueTask.CompletedTask;
            },
        });

        var answer = await _system.AskAsync<Number>(Id("a"), new Number(21), TimeSpan.FromSeconds(5), CancellationToken.None);

        answer.Value.ShouldBe(42);
    }

    [Fact]
    public async Task An_ask_without_answer_times_out_on_the_clock_of_the_system()
    {
        Register(context => new Probe(context));

        var asked = _system.AskAsync<Number>(Id("a"), new Number(1), TimeSpan.FromSeconds(5), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(6));

        await Should.ThrowAsync<TimeoutException>(asked);
    }

    [Fact]
    public async Task Starts_a_new_behaviour_after_a_failure_and_a_growing_pause()
    {
        var started = 0;
        var handled = new List<int>();
        Register(context => new Probe(context)
        {
            Start = () => started++,
            Receive = (_, message) =>
            {
                var value = ((Number)message).Value;
                if (value < 0) throw new InvalidOperationException("told to fail");
                handled.Add(value);
                return ValueTask.CompletedTask;
            },
        });

        _system.Tell(Id("a"), new Number(-1));
        _system.Tell(Id("a"), new Number(1));
        await Eventually.Holds(() => Restarts == 1, "the actor has failed");
        handled.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMilliseconds(250));
        await Eventually.Holds(() => handled.Count == 1, "the next message is handled");

        _system.Tell(Id("a"), new Number(-1));
        _system.Tell(Id("a"), new Number(2));
        await Eventually.Holds(() => Restarts == 2, "the actor has failed again");
        _time.Advance(TimeSpan.FromMilliseconds(250));
        handled.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromMilliseconds(250));
        await Eventually.Holds(() => handled.Count == 2, "the next message is handled after twice the pause");
        started.ShouldBe(3);
    }

    [Fact]
    public async Task Starts_the_new_behaviour_though_no_message_waits_for_it()
    {
        var starts = new List<bool>();
        Register(context => new Probe(context)
        {
            Start = () => starts.Add(context.FollowsFailure),
            Receive = (_, _) => throw new InvalidOperationException("told to fail"),
        });

        _system.Tell(Id("a"), new Number(1));
        await Eventually.Holds(() => Restarts == 1, "the actor has failed");
        starts.ShouldBe([false]);
        _time.Advance(TimeSpan.FromMilliseconds(250));

        await Eventually.Holds(() => starts.Count == 2, "it has started again");
        starts.ShouldBe([false, true]);
    }

    [Fact]
    public async Task Drops_what_an_earlier_behaviour_had_sent_itself()
    {
        var reminded = 0;
        Register(context => new Probe(context)
        {
            Receive = (c, message) =>
            {
                switch (((Number)message).Value)
                {
                    case 1:
                        c.SetTimer("t", TimeSpan.FromMilliseconds(1), new Number(3));
                        break;
                    case 2:
                        throw new InvalidOperationException("told to fail");
                    case 3:
                        reminded++;
                        break;
                }

                return ValueTask.CompletedTask;
            },
        });

        _system.Tell(Id("a"), new Number(1));
        _system.Tell(Id("a"), new Number(2));
        await Eventually.Holds(() => Restarts == 1, "the actor has failed");
        _time.Advance(TimeSpan.FromSeconds(1));
        _system.Tell(Id("a"), new Number(4));

        await Eventually.Holds(() => Handled >= 3, "the last message is handled");
        reminded.ShouldBe(0);
    }

    [Fact]
    public async Task A_timer_of_the_same_name_replaces_the_former()
    {
        var seen = new List<int>();
        Register(context => new Probe(context)
        {
            Receive = (c, message) =>
            {
                var value = ((Number)message).Value;
                seen.Add(value);
                if (value < 10) c.SetTimer("t", TimeSpan.FromSeconds(1), new Number(value + 10));
                return ValueTask.CompletedTask;
            },
        });

        _system.Tell(Id("a"), new Number(1));
        _system.Tell(Id("a"), new Number(2));
        await Eventually.Holds(() => seen.Count == 2, "both messages are handled");
        _time.Advance(TimeSpan.FromSeconds(2));

        await Eventually.Holds(() => seen.Count == 3, "the timer has fired");
        seen.ShouldBe([1, 2, 12]);
    }

    [Fact]
    public async Task Work_beside_the_mailbox_reports_to_the_actor_and_its_failure_fails_it()
    {
        var seen = new List<int>();
        Register(context => new Probe(context)
        {
            Receive = (c, message) =>
            {
                var value = ((Number)message).Value;
                seen.Add(value);
                if (value == 1) c.PipeToSelf(_ => Task.FromResult<IActorMessage?>(new Number(2)));
                if (value == 2) c.PipeToSelf(_ => throw new InvalidOperationException("told to fail"));
                return ValueTask.CompletedTask;
            },
        });

        _system.Tell(Id("a"), new Number(1));

        await Eventually.Holds(() => Restarts == 1, "the failure has reached the actor");
        seen.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Passivates_what_is_idle_and_starts_it_anew_with_the_next_message()
    {
        var started = 0;
        var stopped = 0;
        Register(
            context => new Probe(context) { Start = () => started++, Stop = () => stopped++ },
            r => r with { PassivateAfter = TimeSpan.FromMinutes(1) });

        _system.Tell(Id("a"), new Number(1));
        await Eventually.Holds(() => started == 1 && Handled == 1, "the actor has started");
        await Eventually.Holds(
            () =>
            {
                _time.Advance(TimeSpan.FromMinutes(1));
                return stopped == 1;
            },
            "the idle actor has ended");
        _system.Snapshot()[0].Actors.ShouldBe(0);
        _system.Tell(Id("a"), new Number(2));

        await Eventually.Holds(() => started == 2, "it has started anew");
    }

    [Fact]
    public async Task Shutdown_finishes_the_message_in_hand_and_handles_no_other()
    {
        var gate = new TaskCompletionSource();
        var entered = 0;
        var handled = 0;
        var stopped = false;
        Register(context => new Probe(context)
        {
            Stop = () => stopped = true,
            Receive = async (_, _) =>
            {
                entered++;
                await gate.Task;
                handled++;
            },
        });
        _system.Tell(Id("a"), new Number(1));
        _system.Tell(Id("a"), new Number(2));
        await Eventually.Holds(() => entered == 1, "the first message is in hand");

        var stop = _system.StopAsync(CancellationToken.None);
        stop.IsCompleted.ShouldBeFalse();
        gate.SetResult();
        await stop;

        handled.ShouldBe(1);
        stopped.ShouldBeTrue();
    }

    [Fact]
    public async Task A_flood_waits_for_room()
    {
        var gate = new SemaphoreSlim(0);
        Register(
            context => new Probe(context) { Receive = async (_, _) => await gate.WaitAsync() },
            r => r with { MailboxCapacity = 2 });
        _system.Tell(Id("a"), new Number(0));
        await Eventually.Holds(() => _system.Snapshot()[0].Active == 1, "the first message is in hand");
        await _system.TellAsync(Id("a"), new Number(1), CancellationToken.None);
        await _system.TellAsync(Id("a"), new Number(2), CancellationToken.None);

        var third = _system.TellAsync(Id("a"), new Number(3), CancellationToken.None).AsTask();
        third.IsCompleted.ShouldBeFalse();
        gate.Release();

        await third.WaitAsync(TimeSpan.FromSeconds(30));
        gate.Release(3);
        await Eventually.Holds(() => Handled == 4, "all messages are handled");
    }

    [Fact]
    public async Task A_message_that_cannot_travel_fails_at_its_sender_when_messages_are_round_tripped()
    {
        await using var strict = new EmbeddedActorSystem(_time, NullLogger<EmbeddedActorSystem>.Instance, MessageCatalog.Operator);
        strict.Register(new ActorRegistration { Kind = Kind, Factory = context => new Probe(context) });

        Should.Throw<InvalidOperationException>(() => strict.Tell(Id("a"), new Number(1)));
    }

    [Fact]
    public async Task Many_senders_and_many_actors_lose_no_message()
    {
        var sum = 0L;
        Register(context => new Probe(context)
        {
            Receive = (c, message) =>
            {
                Interlocked.Add(ref sum, ((Number)message).Value);
                if (((Number)message).Value % 7 == 0) c.Passivate();
                return ValueTask.CompletedTask;
            },
        });

        Parallel.For(0, 8, sender =>
        {
            for (var i = 1; i <= 5000; i++) _system.Tell(Id($"a{(i * 31 + sender) % 50}"), new Number(i));
        });

        await Eventually.Holds(() => Handled == 40000, "all messages are handled");
        sum.ShouldBe(8L * 5000 * 5001 / 2);
    }

    private long Handled => _system.Snapshot()[0].Handled;

    private long Restarts => _system.Snapshot()[0].Restarts;

    private static ActorId Id(string key) => new(Kind, key);

    private void Register(Func<IActorContext, IActor> factory, Func<ActorRegistration, ActorRegistration>? change = null)
    {
        var registration = new ActorRegistration { Kind = Kind, Factory = factory };
        _system.Register(change is null ? registration : change(registration));
    }

    private sealed record Number(int Value) : IActorMessage;

    private sealed class Probe(IActorContext context) : IActor
    {
        public Action? Start { get; init; }

        public Action? Stop { get; init; }

        public Func<IActorContext, IActorMessage, ValueTask>? Receive { get; init; }

        public ValueTask StartAsync()
        {
            Start?.Invoke();
            return ValueTask.CompletedTask;
        }

        public ValueTask ReceiveAsync(IActorMessage message) => Receive?.Invoke(context, message) ?? ValueTask.CompletedTask;

        public ValueTask StopAsync()
        {
            Stop?.Invoke();
            return ValueTask.CompletedTask;
        }
    }
}
