using Akka.Actor;
using IActorContext = Lynq.Actors.Port.IActorContext;
using Lynq.Actors.Port;

namespace Lynq.Cluster.Engine;

/// <summary>The context of one incarnation of a sharded actor. What an actor does not use costs it no memory.</summary>
internal sealed class EntityContext(ActorId id, AkkaActorSystem system, TimeProvider time, IActorRef self, int incarnation, bool followsFailure) : IActorContext
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(system.Stopping);
    private Dictionary<string, ITimer>? _timers;
    private HashSet<Task>? _work;
    private IActorRef? _asker;
    private bool _ended;

    /// <inheritdoc/>
    public ActorId Self => id;

    /// <inheritdoc/>
    public TimeProvider Time => time;

    /// <inheritdoc/>
    public CancellationToken Stopping => _stopping.Token;

    /// <inheritdoc/>
    public bool FollowsFailure => followsFailure;

    /// <summary>The behaviour asked to end.</summary>
    public bool WantsPassivation { get; private set; }

    /// <summary>Whether work runs beside the mailbox.</summary>
    public bool HasWork
    {
        get
        {
            lock (_gate)
                return _work is { Count: > 0 };
        }
    }

    /// <summary>A message is about to be handled.</summary>
    public void Begin(IActorRef? asker) => (_asker, WantsPassivation) = (asker, false);

    /// <inheritdoc/>
    public void Tell(ActorId target, IActorMessage message) => system.Tell(target, message);

    /// <inheritdoc/>
    public ValueTask TellAsync(ActorId target, IActorMessage message) => system.TellAsync(target, message, Stopping);

    /// <inheritdoc/>
    /// <remarks>Waits until the message has been handled: whoever floods an actor from its own work goes at the actor's pace.</remarks>
    public async ValueTask TellSelfAsync(IActorMessage message, CancellationToken cancellationToken)
    {
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        self.Tell(new Local(incarnation, message, null, handled), ActorRefs.NoSender);
        await handled.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Reply(IActorMessage message)
    {
        _asker?.Tell(message, self);
        _asker = null;
    }

    /// <inheritdoc/>
    public void Passivate() => WantsPassivation = true;

    /// <inheritdoc/>
    public void SetTimer(string name, TimeSpan due, IActorMessage message)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _timers ??= new Dictionary<string, ITimer>(StringComparer.Ordinal);
            if (_timers.Remove(name, out var old))
                old.Dispose();
            _timers[name] = time.CreateTimer(static state => ((Action)state!)(), () => ToSelf(message), due, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void CancelTimer(string name)
    {
        lock (_gate)
        {
            if (_timers is not null && _timers.Remove(name, out var timer))
                timer.Dispose();
        }
    }

    /// <inheritdoc/>
    public void PipeToSelf(Func<CancellationToken, Task<IActorMessage?>> work)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _work ??= [];
            var task = new Task<Task>(() => RunAsync(work));
            var whole = task.Unwrap();
            _work.Add(whole);
            _ = whole.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            // Not on the scheduler of this actor: work runs beside the mailbox.
            task.Start(TaskScheduler.Default);
        }
    }

    /// <summary>Stops the timers, asks work to end and waits until it has.</summary>
    public async Task EndAsync()
    {
        Task[] work;
        lock (_gate)
        {
            _ended = true;
            foreach (var timer in _timers?.Values ?? Enumerable.Empty<ITimer>())
                timer.Dispose();
            _timers = null;
            work = _work is null ? [] : [.. _work];
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(work);
        _stopping.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task<IActorMessage?>> work)
    {
        try
        {
            if (await work(_stopping.Token) is { } outcome)
                ToSelf(outcome);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The actor is coming to its end: nobody waits for the outcome.
        }
        catch (Exception failure)
        {
            self.Tell(new Local(incarnation, null, failure), ActorRefs.NoSender);
        }
    }

    private void Forget(Task task)
    {
        lock (_gate)
            _work?.Remove(task);
    }

    private void ToSelf(IActorMessage message) => self.Tell(new Local(incarnation, message), ActorRefs.NoSender);
}
