using Lynq.Actors.Port;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Port;

/// <summary>What the port promises of every engine. What only one of them does is in its own tests.</summary>
public abstract class ActorSystemConformance
{
    internal const string Kind = "probe";

    /// <summary>The engine; probes are registered with it by the tests.</summary>
    protected abstract IActorSystem Engine { get; }

    private protected long Handled => Engine.Snapshot()[0].Handled;

    private protected long Restarts => Engine.Snapshot()[0].Restarts;

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

        for (var i = 0; i < 1000; i++) Engine.Tell(Id("a"), new Number(i));

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

        for (var i = 0; i < 20; i++) Engine.Tell(Id($"a{i}"), new Number(i));
        await Eventually.Holds(() => inside == 3, "three work");
        gate.Release(20);

        await Eventually.Holds(() => Handled == 20 && inside == 0, "all messages are handled");
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

        var answer = await Eventually.Ends(Engine.AskAsync<Number>(Id("a"), new Number(21), TimeSpan.FromMinutes(2), CancellationToken.None), "the answer");
        answer.Value.ShouldBe(42);
        var failure = await Should.ThrowAsync<InvalidOperationException>(
            Eventually.Ends(Engine.AskAsync<Number>(Id("a"), new Number(-1), TimeSpan.FromMinutes(2), CancellationToken.None), "the failure"));
        failure.Message.ShouldContain("told to fail");
    }

    [Fact]
    public async Task Starts_a_new_behaviour_after_a_failure_and_loses_no_message_meanwhile()
    {
        var started = 0;
        var handled = new List<int>();
        Register(context => Probe.Noting(context, handled, () => started++));

        foreach (var value in new[] { -1, 1, -1, 2 }) Engine.Tell(Id("a"), new Number(value));

        await UntilAsync(() => handled.Count == 2, "the messages after the failures are handled");
        handled.ShouldBe([1, 2]);
        started.ShouldBe(3);
        Restarts.ShouldBe(2);
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

        Engine.Tell(Id("a"), new Number(1));

        await UntilAsync(() => starts.Count == 2, "it has started again");
        starts.ShouldBe([false, true]);
    }

    [Fact]
    public async Task Drops_what_an_earlier_behaviour_had_sent_itself()
    {
        var seen = new List<int>();
        Register(context => new Probe(context)
        {
            Receive = (c, message) =>
            {
                var value = ((Number)message).Value;
                seen.Add(value);
                if (value != 1) return ValueTask.CompletedTask;
                c.SetTimer("t", TimeSpan.FromMilliseconds(1), new Number(11));
                throw new InvalidOperationException("told to fail");
            },
        });

        Engine.Tell(Id("a"), new Number(1));
        Engine.Tell(Id("a"), new Number(2));

        await UntilAsync(() => seen.Contains(2), "the next message is handled");
        seen.ShouldBe([1, 2]);
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
                if (value != 1) return ValueTask.CompletedTask;
                c.SetTimer("t", TimeSpan.FromMilliseconds(500), new Number(11));
                c.SetTimer("t", TimeSpan.FromMilliseconds(600), new Number(12));
                return ValueTask.CompletedTask;
            },
        });

        Engine.Tell(Id("a"), new Number(1));

        await UntilAsync(() => seen.Contains(12), "the timer has fired");
        seen.ShouldBe([1, 12]);
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

        Engine.Tell(Id("a"), new Number(1));

        await Eventually.Holds(() => Restarts == 1, "the failure has reached the actor");
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

        Engine.Tell(Id("a"), new Number(1));
        await Eventually.Holds(() => stopped == 1, "the actor has ended");
        Engine.Tell(Id("a"), new Number(2));

        await Eventually.Holds(() => started == 2, "it has started anew");
    }

    [Fact]
    public async Task Shutdown_finishes_the_message_in_hand() => (await HandledByShutdownAsync(messages: 1)).ShouldBe(1);

    /// <summary>Shuts the engine down with the first of some messages in hand; how many it handled.</summary>
    private protected async Task<int> HandledByShutdownAsync(int messages)
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
        for (var i = 0; i < messages; i++) Engine.Tell(Id("a"), new Number(i));
        await Eventually.Holds(() => entered == 1, "the first message is in hand");

        var stop = Engine.StopAsync(CancellationToken.None);
        stop.IsCompleted.ShouldBeFalse();
        gate.SetResult();
        await Eventually.Ends(stop, "the shutdown");

        stopped.ShouldBeTrue();
        return handled;
    }

    private protected static ActorId Id(string key) => new(Kind, $"ns/{key}");

    private protected void Register(Func<IActorContext, IActor> factory, Func<ActorRegistration, ActorRegistration>? change = null)
    {
        var registration = new ActorRegistration { Kind = Kind, Factory = factory };
        Engine.Register(change is null ? registration : change(registration));
        Begin();
    }

    /// <summary>Called when the kind is registered.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>Lets a tenth of a second go by on the engine's clock, if that does not go by itself.</summary>
    protected virtual void PassTime()
    {
    }

    private Task UntilAsync(Func<bool> condition, string what) => Eventually.Holds(
        () =>
        {
            PassTime();
            return condition();
        },
        what);
}
