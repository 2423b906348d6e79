using Lynq.Actors.Port;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Engine;

/// <summary>What the port promises, as the embedded engine's tests have it, on a cluster of one.</summary>
[Collection(nameof(PlacementTests))]
public sealed class AkkaActorSystemTests : IAsyncLifetime
{
    private const string Kind = "probe";

    private readonly Follower _follower = new();
    private Replica _replica = null!;

    public async Task InitializeAsync() => _replica = await Replica.StartAsync();

    public async Task DisposeAsync() => await _replica.DisposeAsync();

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

        for (var i = 0; i < 1000; i++) _replica.Engine.Tell(Id("a"), new Number(i));

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

        for (var i = 0; i < 20; i++) _replica.Engine.Tell(Id($"a{i}"), new Number(i));
        await Eventually.Holds(() => inside == 3, "three work");
        gate.Release(20);

        await Eventually.Holds(() => Snapshot.Handled == 20 && inside == 0, "all messages are handled");
        most.ShouldBe(3);
    }

    [Fact]
    public async Task Answers_the_one_who_asked_and_tells_a_failure()
    {
        Register(context => new Probe(context)
        {
            Receive = (c, message) =>
            {
                var value = ((Number)message).Value;
                if (value < 0) throw new InvalidOperationException("told to fail");
                c.Reply(new Number(value * 2));
                return ValueTask.CompletedTask;
            },
        });

        var answer = await _replica.Engine.AskAsync<Number>(Id("a"), new Number(21), TimeSpan.FromSeconds(30), CancellationToken.None);
        answer.Value.ShouldBe(42);
        var failure = await Should.ThrowAsync<InvalidOperationException>(
            _replica.Engine.AskAsync<Number>(Id("a"), new Number(-1), TimeSpan.FromSeconds(30), CancellationToken.None));
        failure.Message.ShouldContain("told to fail");
    }

    [Fact]
    public async Task Starts_a_new_behaviour_after_a_failure_and_loses_no_message_meanwhile()
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

        foreach (var value in new[] { -1, 1, -1, 2 }) _replica.Engine.Tell(Id("a"), new Number(value));

        await Eventually.Holds(() => handled.Count == 2, "the messages after the failures are handled");
        handled.ShouldBe([1, 2]);
        started.ShouldBe(3);
        Snapshot.Restarts.ShouldBe(2);
    }

    [Fact]
    public async Task A_timer_of_the_same_name_replaces_the_former_and_ends_with_its_behaviour()
    {
        var seen = new List<int>();
        Register(context => new Probe(context)
        {
            Receive = (c, message) =>
            {
                var value = ((Number)message).Value;
                seen.Add(value);
                if (value is 1 or 2) c.SetTimer("t", TimeSpan.FromMilliseconds(300), new Number(value + 10));
                if (value == 3) c.SetTimer("u", TimeSpan.FromMilliseconds(1), new Number(13));
                if (value == 3) throw new InvalidOperationException("told to fail");
                return ValueTask.CompletedTask;
            },
        });

        _replica.Engine.Tell(Id("a"), new Number(1));
        _replica.Engine.Tell(Id("a"), new Number(2));
        await Eventually.Holds(() => seen.Count == 3, "the timer has fired");
        seen.ShouldBe([1, 2, 12]);
        _replica.Engine.Tell(Id("a"), new Number(3));
        _replica.Engine.Tell(Id("a"), new Number(4));
        await Eventually.Holds(() => seen.Contains(4), "the next message is handled");
        seen.ShouldBe([1, 2, 12, 3, 4]);
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

        _replica.Engine.Tell(Id("a"), new Number(1));

        await Eventually.Holds(() => Snapshot.Restarts == 1, "the failure has reached the actor");
        seen.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Passivates_on_request_and_starts_anew_with_the_next_message()
    {
        var started = 0;
        var stopped = 0;
        Register(context => new Probe(context)
        {
            Start = () => started++,
            Stop = () => stopped++,
            Receive = (c, _) =>
            {
                c.Passivate();
                return ValueTask.CompletedTask;
            },
        });

        _replica.Engine.Tell(Id("a"), new Number(1));
        await Eventually.Holds(() => stopped == 1, "the actor has ended");
        _replica.Engine.Tell(Id("a"), new Number(2));

        await Eventually.Holds(() => started == 2, "it has started anew");
    }

    [Fact]
    public async Task Shutdown_finishes_the_message_in_hand()
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
        _replica.Engine.Tell(Id("a"), new Number(1));
        await Eventually.Holds(() => entered == 1, "the message is in hand");

        var stop = _replica.Engine.StopAsync(CancellationToken.None);
        gate.SetResult();
        await stop;

        handled.ShouldBe(1);
        stopped.ShouldBeTrue();
    }

    [Fact]
    public async Task Every_replica_hears_of_the_start_of_an_actor_that_is_announced()
    {
        Register(context => new Probe(context), r => r with { AnnounceStart = true });

        _replica.Engine.Tell(Id("a"), new Number(1));

        await Eventually.Holds(() => _follower.Starts.Contains(Id("a")), "the start was announced");
    }

    private ActorKindSnapshot Snapshot => _replica.Engine.Snapshot()[0];

    private static ActorId Id(string key) => new(Kind, $"ns/{key}");

    private void Register(Func<IActorContext, IActor> factory, Func<ActorRegistration, ActorRegistration>? change = null)
    {
        var registration = new ActorRegistration { Kind = Kind, Factory = factory };
        _replica.Engine.Register(change is null ? registration : change(registration));
        _replica.Engine.Begin(_follower);
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
