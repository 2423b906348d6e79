using Lynq.Actors.Port;

namespace Lynq.Actors.Embedded;

/// <summary>One actor: its mailbox, its present behaviour, and the loop that brings the two together.</summary>
internal sealed class ActorCell(ActorKindRuntime kind, ActorId id) : IThreadPoolWorkItem
{
    /// <summary>Messages handled in a row before other actors of the kind get their turn.</summary>
    private const int Batch = 64;

    private CellContext? _context;
    private IActor? _behaviour;
    private int _incarnation;
    private int _failures;
    private long _lastFailure;
    private bool _passivationClaimed;
    private bool _followsFailure;

    public ActorId Id { get; } = id;

    public ActorKindRuntime Kind { get; } = kind;

    public Mailbox Mailbox { get; } = new();

    /// <summary>Adds a message and has the actor run if it was idle. False: the actor has ended, look for a new one.</summary>
    public bool Post(Envelope envelope)
    {
        if (!Mailbox.TryAdd(envelope, out var wake))
        {
            return false;
        }

        Kind.MessageAdded();
        if (wake)
        {
            Kind.Schedule(this);
        }

        return true;
    }

    /// <summary>Ends the actor if it has been idle since before a moment.</summary>
    public void PassivateIfIdle(long idleSinceBefore)
    {
        if (Mailbox.TryClaimIdle(idleSinceBefore))
        {
            _passivationClaimed = true;
            Kind.Schedule(this);
        }
    }

    /// <summary>Entered by the thread pool.</summary>
    public void Execute() => _ = RunAsync();

    /// <summary>Ends the behaviour at shutdown, when no message is in hand any more.</summary>
    public async Task ShutDownAsync()
    {
        Kind.MessagesDropped(Mailbox.Close());
        await EndBehaviourAsync();
    }

    private async Task RunAsync()
    {
        var again = false;
        try
        {
            again = await RunBatchAsync();
        }
        catch (Exception failure)
        {
            await FailAsync(failure);
        }

        Kind.Release(this, again);
    }

    /// <summary>True when messages are left for another turn.</summary>
    private async Task<bool> RunBatchAsync()
    {
        if (_followsFailure && _behaviour is null && !Kind.Stopping.IsCancellationRequested)
        {
            // Nobody knows that it lost its work: it must look for it without being told.
            await StartBehaviourAsync();
        }

        for (var handled = 0; handled < Batch;)
        {
            if (Kind.Stopping.IsCancellationRequested)
            {
                return false;
            }

            if (Mailbox.Take() is { } envelope)
            {
                Kind.MessageTaken();
                _passivationClaimed = false;
                await HandleAsync(envelope);
                handled++;
            }
            else if (await TryPassivateAsync() || Mailbox.TryRest(Kind.Time.GetTimestamp()))
            {
                return false;
            }
        }

        return true;
    }

    private async ValueTask HandleAsync(Envelope envelope)
    {
        if (envelope.Incarnation != 0 && envelope.Incarnation != _incarnation)
        {
            return;
        }

        var behaviour = _behaviour ?? await StartBehaviourAsync();
        if (envelope.Failure is { } failure)
        {
            throw new ActorWorkException(Id, failure);
        }

        _context!.WantsPassivation = false;
        _context.Asker = envelope.Asker;
        await behaviour.ReceiveAsync(envelope.Message!);
    }

    private async ValueTask<IActor> StartBehaviourAsync()
    {
        _incarnation++;
        _context = new CellContext(this, _incarnation, _followsFailure);
        _behaviour = Kind.Registration.Factory(_context);
        await _behaviour.StartAsync();
        _followsFailure = false;
        return _behaviour;
    }

    /// <summary>Ends the actor if it shall end and nothing waits or works; called when its mailbox was empty.</summary>
    private async Task<bool> TryPassivateAsync()
    {
        var wanted = _passivationClaimed || _context is { WantsPassivation: true };
        _passivationClaimed = false;
        if (!wanted || _context is { HasWork: true } || !Mailbox.TryCloseEmpty())
        {
            return false;
        }

        Kind.Remove(this);
        await EndBehaviourAsync();
        return true;
    }

    private async Task EndBehaviourAsync()
    {
        if (_context is { } context)
        {
            _context = null;
            await context.EndAsync();
        }

        if (_behaviour is { } behaviour)
        {
            _behaviour = null;
            await behaviour.StopAsync();
            await DisposeAsync(behaviour);
        }
    }

    /// <summary>The mailbox stays scheduled during the pause: messages gather, and nobody wakes the actor too early.</summary>
    private async Task FailAsync(Exception failure)
    {
        var now = Kind.Time.GetTimestamp();
        var policy = Kind.Registration.Restart;
        _failures = _failures > 0 && Kind.Time.GetElapsedTime(_lastFailure, now) < policy.ForgiveAfter ? _failures + 1 : 1;
        _lastFailure = now;
        _followsFailure = true;
        if (_context is { } context)
        {
            _context = null;
            context.Asker?.TrySetException(failure);
            await context.EndAsync();
        }

        await DisposeAsync(_behaviour);
        _behaviour = null;
        Kind.RestartAfter(this, policy.PauseAfter(_failures, Random.Shared.NextDouble()), failure);
    }

    private static ValueTask DisposeAsync(IActor? behaviour) =>
        behaviour is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;
}
