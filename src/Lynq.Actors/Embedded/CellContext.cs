using Lynq.Actors.Port;

namespace Lynq.Actors.Embedded;

/// <summary>The context of one incarnation of an actor. What an actor does not use costs it no memory.</summary>
internal sealed class CellContext(ActorCell cell, int incarnation, bool followsFailure) : IActorContext
{
    private readonly Lock _gate = new();
    private Dictionary<string, ITimer>? _timers;
    private HashSet<Task>? _work;
    private CancellationTokenSource? _stopping;
    private bool _ended;

    public ActorId Self => cell.Id;

    public TimeProvider Time => cell.Kind.Time;

    public bool FollowsFailure => followsFailure;

    public TaskCompletionSource<IActorMessage>? Asker { get; set; }

    public bool WantsPassivation { get; set; }

    public bool HasWork
    {
        get
        {
            lock (_gate)
            {
                return _work is { Count: > 0 };
            }
        }
    }

    public CancellationToken Stopping
    {
        get
        {
            lock (_gate)
            {
                if (_stopping is null)
                {
                    _stopping = CancellationTokenSource.CreateLinkedTokenSource(cell.Kind.Stopping);
                    if (_ended)
                    {
                        _stopping.Cancel();
                    }
                }

                return _stopping.Token;
            }
        }
    }

    public void Tell(ActorId target, IActorMessage message) => cell.Kind.System.Tell(target, message);

    public ValueTask TellAsync(ActorId target, IActorMessage message) => cell.Kind.System.TellAsync(target, message, Stopping);

    public async ValueTask TellSelfAsync(IActorMessage message, CancellationToken cancellationToken)
    {
        await cell.Kind.WaitForRoomAsync(Self.Key, cancellationToken);
        PostToSelf(message);
    }

    public void Reply(IActorMessage message) => Asker?.TrySetResult(cell.Kind.System.RoundTrip(message));

    public void Passivate() => WantsPassivation = true;

    public void SetTimer(string name, TimeSpan due, IActorMessage message)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _timers ??= new Dictionary<string, ITimer>(StringComparer.Ordinal);
            if (_timers.Remove(name, out var old))
            {
                old.Dispose();
            }

            _timers[name] = Time.CreateTimer(
                static state => ((Action)state!)(), () => PostToSelf(message), due, Timeout.InfiniteTimeSpan);
        }
    }

    public void CancelTimer(string name)
    {
        lock (_gate)
        {
            if (_timers is not null && _timers.Remove(name, out var timer))
            {
                timer.Dispose();
            }
        }
    }

    public void PipeToSelf(Func<CancellationToken, Task<IActorMessage?>> work)
    {
        var token = Stopping;
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _work ??= [];
            var task = new Task<Task>(() => RunWorkAsync(work, token));
            var whole = task.Unwrap();
            _work.Add(whole);
            _ = whole.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            task.Start(TaskScheduler.Default);
        }
    }

    /// <summary>Stops the timers, asks work to end and waits until it has.</summary>
    public async Task EndAsync()
    {
        Task[] work;
        CancellationTokenSource? stopping;
        lock (_gate)
        {
            _ended = true;
            foreach (var timer in _timers?.Values ?? Enumerable.Empty<ITimer>())
            {
                timer.Dispose();
            }

            _timers = null;
            work = _work is null ? [] : [.. _work];
            stopping = _stopping;
        }

        if (stopping is not null)
        {
            await stopping.CancelAsync();
            await Task.WhenAll(work);
            stopping.Dispose();
        }
    }

    private async Task RunWorkAsync(Func<CancellationToken, Task<IActorMessage?>> work, CancellationToken token)
    {
        try
        {
            if (await work(token) is { } outcome)
            {
                PostToSelf(outcome);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The actor is coming to its end: nobody waits for the outcome.
        }
        catch (Exception failure)
        {
            cell.Post(new Envelope(message: null) { Failure = failure, Incarnation = incarnation });
        }
    }

    private void Forget(Task task)
    {
        lock (_gate)
        {
            _work?.Remove(task);
        }
    }

    private void PostToSelf(IActorMessage message) => cell.Post(new Envelope(message) { Incarnation = incarnation });
}
