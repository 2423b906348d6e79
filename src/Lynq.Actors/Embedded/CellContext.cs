using Lynq.Actors.Port;

namespace Lynq.Actors.Embedded;

/// <summary>The context of one incarnation of an actor. What an actor does not use costs it no memory.</summary>
/// <remarks>It locks itself, which nobody else does: a lock of its own for each of a million idle actors would be 40 MB.</remarks>
internal sealed class CellContext(ActorCell cell, int incarnation, bool followsFailure) : IActorContext
{
    private CellTimer? _timers;
    private HashSet<Task>? _work;
    private CancellationTokenSource? _stopping;
    private bool _ended;

    public ActorId Self => cell.Id;

    public TimeProvider Time => cell.Kind.Time;

    public bool FollowsFailure => followsFailure;

    public TaskCompletionSource<IActorMessage>? Asker { get; set; }

    public bool WantsPassivation { get; set; }

    /// <summary>Cancelled with the engine or, while work runs beside the mailbox, with this actor: a message in hand is never cut off by anything else.</summary>
    public CancellationToken Stopping
    {
        get
        {
            lock (this)
            {
                return _ended ? new CancellationToken(canceled: true) : _stopping?.Token ?? cell.Kind.Stopping;
            }
        }
    }

    public bool HasWork
    {
        get
        {
            lock (this)
            {
                return _work is { Count: > 0 };
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
        lock (this)
        {
            if (_ended)
            {
                return;
            }

            Unset(name);
            var timer = new CellTimer(this, name, message) { Next = _timers };
            _timers = timer;
            cell.Kind.System.Timers.Add(timer, due);
        }
    }

    public void CancelTimer(string name)
    {
        lock (this)
        {
            Unset(name);
        }
    }

    /// <summary>A timer is due. Called by the engine's clock.</summary>
    public void GoneOff(CellTimer timer)
    {
        lock (this)
        {
            Unlink(timer);
        }

        PostToSelf(timer.Message);
    }

    public void PipeToSelf(Func<CancellationToken, Task<IActorMessage?>> work)
    {
        lock (this)
        {
            if (_ended)
            {
                return;
            }

            _stopping ??= CancellationTokenSource.CreateLinkedTokenSource(cell.Kind.Stopping);
            _work ??= [];
            var token = _stopping.Token;
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
        lock (this)
        {
            _ended = true;
            for (var timer = _timers; timer is not null; timer = timer.Next)
            {
                cell.Kind.System.Timers.Remove(timer);
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

    private void Unset(string name)
    {
        for (var timer = _timers; timer is not null; timer = timer.Next)
        {
            if (timer.Name == name)
            {
                Unlink(timer);
                cell.Kind.System.Timers.Remove(timer);
                return;
            }
        }
    }

    private void Unlink(CellTimer timer)
    {
        if (_timers == timer)
        {
            _timers = timer.Next;
            return;
        }

        for (var before = _timers; before is not null; before = before.Next)
        {
            if (before.Next == timer)
            {
                before.Next = timer.Next;
                return;
            }
        }
    }

    private void Forget(Task task)
    {
        lock (this)
        {
            _work?.Remove(task);
        }
    }

    private void PostToSelf(IActorMessage message) => cell.Post(new Envelope(message) { Incarnation = incarnation });
}
