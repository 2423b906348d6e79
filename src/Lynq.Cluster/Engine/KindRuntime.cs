using Lynq.Actors.Port;

namespace Lynq.Cluster.Engine;

/// <summary>What the actors of one kind in this process share: the bound on how many work at once, and the counts that inspection shows.</summary>
internal sealed class KindRuntime(ActorRegistration registration, TimeProvider time) : IDisposable
{
    private long _pending;
    private long _handled;
    private long _restarts;
    private long _sentAway;
    private int _actors;
    private int _active;

    /// <summary>How actors of the kind are made and run.</summary>
    public ActorRegistration Registration => registration;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Turns: an actor holds one while it handles a message.</summary>
    public SemaphoreSlim Turns { get; } = new(registration.MaxConcurrency);

    /// <summary>
    /// Of how many messages with back-pressure that go to another process one is confirmed: a confirmation that crosses processes costs
    /// as much as the message. What is under way there stays within the bound all the same, since one credit stands for so many.
    /// </summary>
    private const int ConfirmedAway = 16;

    /// <summary>The golden ratio's fraction of 2^32.</summary>
    private const uint GoldenRatio = 0x9E3779B9;

    /// <summary>Messages sent with back-pressure and not yet taken by their actor in this process.</summary>
    public SemaphoreSlim Credits { get; } = new(registration.KindCapacity);

    /// <summary>The same for actors in other processes, counted in lots.</summary>
    public SemaphoreSlim CreditsAway { get; } = new(Math.Max(1, registration.KindCapacity / ConfirmedAway));

    /// <summary>
    /// Whether the next message to another process is one of those that are confirmed. They are spread as multiples of the golden ratio
    /// are: were it every sixteenth, one who tells sixteen actors in turn would wait for the same one always, and flood the others.
    /// </summary>
    public bool IsConfirmedAway() => unchecked((uint)Interlocked.Increment(ref _sentAway) * GoldenRatio) < uint.MaxValue / ConfirmedAway;

    /// <summary>An actor came to life here.</summary>
    public void Started() => Interlocked.Increment(ref _actors);

    /// <summary>An actor ended here.</summary>
    public void Ended() => Interlocked.Decrement(ref _actors);

    /// <summary>An actor waits for its turn to handle a message.</summary>
    public void Waiting() => Interlocked.Increment(ref _pending);

    /// <summary>An actor begins to handle a message.</summary>
    public void Begun()
    {
        Interlocked.Decrement(ref _pending);
        Interlocked.Increment(ref _active);
    }

    /// <summary>An actor has handled a message.</summary>
    public void Done()
    {
        Interlocked.Decrement(ref _active);
        Interlocked.Increment(ref _handled);
    }

    /// <summary>An actor failed and will start anew.</summary>
    public void Restarted() => Interlocked.Increment(ref _restarts);

    /// <summary>What runs here now.</summary>
    public ActorKindSnapshot Snapshot() => new()
    {
        Kind = registration.Kind,
        Actors = Volatile.Read(ref _actors),
        Pending = Interlocked.Read(ref _pending),
        Active = Volatile.Read(ref _active),
        Handled = Interlocked.Read(ref _handled),
        Restarts = Interlocked.Read(ref _restarts),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        Turns.Dispose();
        Credits.Dispose();
        CreditsAway.Dispose();
    }
}
