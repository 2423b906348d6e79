using System.Collections.Concurrent;
using Lynq.Actors.Port;

namespace Lynq.Actors.Embedded;

/// <summary>The actors of one kind: who exists, who waits for a turn, and how many may run at once.</summary>
internal sealed class ActorKindRuntime : IDisposable
{
    private readonly ConcurrentDictionary<string, ActorCell> _cells = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ActorCell> _ready = new();
    private readonly ITimer? _sweep;
    private TaskCompletionSource _room = NewSignal();
    private TaskCompletionSource? _quiet;
    private long _pending;
    private long _handled;
    private long _restarts;
    private int _active;
    private int _waiters;

    public ActorKindRuntime(EmbeddedActorSystem system, ActorRegistration registration)
    {
        System = system;
        Registration = registration;
        if (registration.PassivateAfter is { } idle)
        {
            _sweep = Time.CreateTimer(_ => Sweep(idle), null, idle, idle);
        }
    }

    public EmbeddedActorSystem System { get; }

    public ActorRegistration Registration { get; }

    public TimeProvider Time => System.Time;

    public CancellationToken Stopping => System.Stopping;

    public void Post(string key, Envelope envelope)
    {
        while (!Find(key).Post(envelope))
        {
            // The actor has just ended and is being removed: the next look finds a new one.
            Thread.Yield();
        }
    }

    /// <summary>Waits until the actor and its kind have room for one more message.</summary>
    public async ValueTask WaitForRoomAsync(string key, CancellationToken cancellationToken)
    {
        while (!HasRoom(key))
        {
            Interlocked.Increment(ref _waiters);
            var signal = Volatile.Read(ref _room);
            try
            {
                if (!HasRoom(key))
                {
                    await signal.Task.WaitAsync(cancellationToken);
                }
            }
            finally
            {
                Interlocked.Decrement(ref _waiters);
            }
        }
    }

    public void MessageAdded() => Interlocked.Increment(ref _pending);

    public void MessageTaken()
    {
        Interlocked.Decrement(ref _pending);
        Interlocked.Increment(ref _handled);
        SignalRoom();
    }

    public void MessagesDropped(int count) => Interlocked.Add(ref _pending, -count);

    public void Schedule(ActorCell cell)
    {
        _ready.Enqueue(cell);
        Pump();
    }

    /// <summary>An actor's turn is over.</summary>
    /// <param name="cell">The actor.</param>
    /// <param name="again">It has more to do and takes its place at the end of the queue.</param>
    public void Release(ActorCell cell, bool again)
    {
        if (again)
        {
            _ready.Enqueue(cell);
        }

        GiveBackPlace();
        Pump();
    }

    public void Remove(ActorCell cell) => _cells.TryRemove(KeyValuePair.Create(cell.Id.Key, cell));

    public void RestartAfter(ActorCell cell, TimeSpan pause, Exception failure)
    {
        System.ReportFailure(cell.Id, pause, failure);
        ITimer? timer = null;
        timer = Time.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                Schedule(cell);
            },
            null,
            pause,
            Timeout.InfiniteTimeSpan);
        // Counted when the clock has it: who sees the count may let time pass.
        Interlocked.Increment(ref _restarts);
    }

    public ActorKindSnapshot Snapshot() => new()
    {
        Kind = Registration.Kind,
        Actors = _cells.Count,
        Pending = Interlocked.Read(ref _pending),
        Active = Volatile.Read(ref _active),
        Handled = Interlocked.Read(ref _handled),
        Restarts = Interlocked.Read(ref _restarts),
    };

    /// <summary>Waits for the messages in hand, then ends every actor.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _sweep?.Dispose();
        var quiet = NewSignal();
        Volatile.Write(ref _quiet, quiet);
        if (Volatile.Read(ref _active) > 0)
        {
            await quiet.Task.WaitAsync(cancellationToken);
        }

        foreach (var cell in _cells.Values)
        {
            await cell.ShutDownAsync().WaitAsync(cancellationToken);
        }

        _cells.Clear();
    }

    public void Dispose() => _sweep?.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ActorCell Find(string key) =>
        _cells.TryGetValue(key, out var cell)
            ? cell
            : _cells.GetOrAdd(key, static (k, kind) => new ActorCell(kind, new ActorId(kind.Registration.Kind, k)), this);

    private bool HasRoom(string key) =>
        Interlocked.Read(ref _pending) < Registration.KindCapacity
        && (!_cells.TryGetValue(key, out var cell) || cell.Mailbox.Count < Registration.MailboxCapacity);

    private void SignalRoom()
    {
        if (Volatile.Read(ref _waiters) > 0)
        {
            Interlocked.Exchange(ref _room, NewSignal()).TrySetResult();
        }
    }

    /// <summary>Gives free places to those who wait for a turn.</summary>
    private void Pump()
    {
        while (!_ready.IsEmpty && !Stopping.IsCancellationRequested)
        {
            if (Interlocked.Increment(ref _active) > Registration.MaxConcurrency || !_ready.TryDequeue(out var cell))
            {
                // Somebody may have looked while our claim was standing: look again before leaving.
                if (GiveBackPlace() >= Registration.MaxConcurrency)
                {
                    return;
                }

                continue;
            }

            ThreadPool.UnsafeQueueUserWorkItem(cell, preferLocal: false);
        }
    }

    private int GiveBackPlace()
    {
        var active = Interlocked.Decrement(ref _active);
        if (active == 0 && Stopping.IsCancellationRequested)
        {
            Volatile.Read(ref _quiet)?.TrySetResult();
        }

        return active;
    }

    private void Sweep(TimeSpan idle)
    {
        var before = Time.GetTimestamp() - (long)(idle.TotalSeconds * Time.TimestampFrequency);
        foreach (var cell in _cells.Values)
        {
            cell.PassivateIfIdle(before);
        }
    }
}
