using Lynq.Actors.Embedded;
using Lynq.Actors.Port;
using Lynq.Actors.Tests.Port;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Embedded;

/// <summary>What the port promises, on the engine of one process, and what only that engine does.</summary>
public sealed class EmbeddedActorSystemTests : ActorSystemConformance, IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly EmbeddedActorSystem _system;

    public EmbeddedActorSystemTests() => _system = new(_time, NullLogger<EmbeddedActorSystem>.Instance);

    protected override IActorSystem Engine => _system;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Eventually.Ends(_system.DisposeAsync().AsTask(), "the end of the actors");

    protected override void PassTime() => _time.Advance(TimeSpan.FromMilliseconds(100));

    [Fact]
    public async Task An_ask_without_answer_times_out_on_the_clock_of_the_system()
    {
        Register(context => new Probe(context));

        var asked = _system.AskAsync<Number>(Id("a"), new Number(1), TimeSpan.FromSeconds(5), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(6));

        (await Should.ThrowAsync<TimeoutException>(Eventually.Ends(asked, "the answer"))).Message.ShouldNotContain("has not ended");
    }

    [Fact]
    public async Task Pauses_longer_after_each_failure_in_a_row()
    {
        var started = 0;
        var handled = new List<int>();
        Register(context => Probe.Noting(context, handled, () => started++));

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
    public async Task Shutdown_handles_no_message_after_the_one_in_hand() => (await HandledByShutdownAsync(messages: 2)).ShouldBe(1);

    [Fact]
    public async Task A_flood_waits_for_room()
    {
        var gate = new SemaphoreSlim(0);
        Register(
            context => new Probe(context) { Receive = async (_, _) => await gate.WaitAsync() },
            r => r with { MailboxCapacity = 2 });
        _system.Tell(Id("a"), new Number(0));
        await Eventually.Holds(() => _system.Snapshot()[0].Active == 1, "the first message is in hand");
        foreach (var value in (int[])[1, 2])
            await Eventually.Ends(_system.TellAsync(Id("a"), new Number(value), CancellationToken.None).AsTask(), "there is room");

        var third = _system.TellAsync(Id("a"), new Number(3), CancellationToken.None).AsTask();
        third.IsCompleted.ShouldBeFalse();
        gate.Release();

        await Eventually.Ends(third, "the third message has room");
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
}
