using Akka.Actor;
using Akka.Cluster.Sharding;
using Lynq.Actors.Port;
using Lynq.Cluster.Wire;

namespace Lynq.Cluster.Engine;

/// <summary>
/// Runs one behaviour of the port as a sharded entity: strictly one message at a time, a new behaviour after a backoff when one
/// fails, messages gathered meanwhile, and an orderly end before the shard moves. The states: running, pausing, ended.
/// </summary>
internal sealed class EntityActor : ReceiveActor, IWithUnboundedStash
{
    private readonly KindRuntime _kind;
    private readonly ActorId _id;
    private readonly AkkaActorSystem _system;
    private IActor? _behaviour;
    private EntityContext? _context;
    private int _incarnation;
    private int _failures;
    private long _lastFailure;
    private bool _followsFailure;

    /// <summary>Makes the entity of a key.</summary>
    public EntityActor(AkkaActorSystem system, KindRuntime kind, string key)
    {
        (_system, _kind, _id) = (system, kind, new ActorId(kind.Registration.Kind, key));
        Running();
    }

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => _kind.Started();

    /// <inheritdoc/>
    protected override void PostStop() => _kind.Ended();

    private void Running()
    {
        ReceiveAsync<ShardEnvelope>(OnEnvelopeAsync);
        ReceiveAsync<Local>(OnLocalAsync);
        ReceiveAsync<StopEntity>(_ => EndAsync());
        // After a failure it starts by itself: nobody knows that it lost its work.
        ReceiveAsync<Resume>(_ => _behaviour is null ? HandleAsync(null, null) : Task.CompletedTask);
    }

    private void Pausing()
    {
        Receive<Resume>(_ =>
        {
            Become(Running);
            Self.Tell(Resume.Instance);
            Stash.UnstashAll();
        });
        Receive<StopEntity>(_ => Context.Stop(Self));
        Receive<Local>(_ => { });
        ReceiveAny(_ => Stash.Stash());
    }

    private async Task OnEnvelopeAsync(ShardEnvelope envelope)
    {
        var asker = envelope.Expects == Expectation.Answer ? Sender : null;
        if (envelope.Expects == Expectation.Acceptance)
            Sender.Tell(Accepted.Instance);
        await HandleAsync(envelope.Message, asker);
    }

    private async Task OnLocalAsync(Local local)
    {
        try
        {
            if (local.Incarnation != _incarnation || _behaviour is null)
                return;
            if (local.Failure is { } failure)
                await FailAsync(failure, null);
            else
                await HandleAsync(local.Message!, null);
        }
        finally
        {
            local.Handled?.TrySetResult();
        }
    }

    private async Task HandleAsync(IActorMessage? message, IActorRef? asker)
    {
        // Akka's context belongs to this turn only: take what is needed after an await.
        var (self, parent) = (Self, Context.Parent);
        _kind.Waiting();
        await _kind.Turns.WaitAsync();
        _kind.Begun();
        try
        {
            var behaviour = _behaviour ?? await StartBehaviourAsync(self);
            _context!.Begin(asker);
            // On the thread pool: a behaviour knows nothing of this actor's scheduler.
            if (message is not null)
                await Task.Run(async () => await behaviour.ReceiveAsync(message));
        }
        catch (Exception failure)
        {
            await FailAsync(failure, asker);
            return;
        }
        finally
        {
            _kind.Done();
            _kind.Turns.Release();
        }

        if (_context is { WantsPassivation: true, HasWork: false })
            parent.Tell(new Passivate(StopEntity.Instance), self);
    }

    private async Task<IActor> StartBehaviourAsync(IActorRef self)
    {
        _incarnation++;
        _context = new EntityContext(_id, _system, _kind.Time, self, _incarnation, _followsFailure);
        _behaviour = _kind.Registration.Factory(_context);
        if (_kind.Registration.AnnounceStart)
            _system.Announce(_id);
        var behaviour = _behaviour;
        await Task.Run(async () => await behaviour.StartAsync());
        _followsFailure = false;
        return behaviour;
    }

    private async Task FailAsync(Exception failure, IActorRef? asker)
    {
        var (self, time) = (Self, _kind.Time);
        var now = time.GetTimestamp();
        var policy = _kind.Registration.Restart;
        _failures = _failures > 0 && time.GetElapsedTime(_lastFailure, now) < policy.ForgiveAfter ? _failures + 1 : 1;
        _lastFailure = now;
        _followsFailure = true;
        var behaviour = _behaviour;
        _behaviour = null;
        asker?.Tell(new Failed(failure.Message), self);
        if (_context is { } context)
            await context.EndAsync();
        await DisposeAsync(behaviour);
        var pause = policy.PauseAfter(_failures, Random.Shared.NextDouble());
        _kind.Restarted();
        _system.ReportFailure(_id, pause, failure);
        Become(Pausing);
        _ = time.CreateTimer(static state => ((IActorRef)state!).Tell(Resume.Instance, ActorRefs.NoSender), self, pause, Timeout.InfiniteTimeSpan);
    }

    private async Task EndAsync()
    {
        var self = Self;
        var context = Context;
        try
        {
            if (_context is { } own)
                await own.EndAsync();
            if (_behaviour is { } behaviour)
                await behaviour.StopAsync();
            await DisposeAsync(_behaviour);
        }
        catch (Exception failure)
        {
            _system.ReportFailure(_id, TimeSpan.Zero, failure);
        }

        context.Stop(self);
    }

    private static ValueTask DisposeAsync(IActor? behaviour) =>
        behaviour is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;
}
