namespace Lynq.Actors.Port;

/// <summary>An engine that runs actors: in this process, or over a cluster. See contract §25 and the design of the port.</summary>
public interface IActorSystem : IAsyncDisposable
{
    /// <summary>Where actors live; null when all of them live in this process.</summary>
    IActorPlacement? Placement => null;

    /// <summary>Makes a kind of actor known. To be called before the first message to it.</summary>
    /// <exception cref="InvalidOperationException">The kind is registered already.</exception>
    void Register(ActorRegistration registration);

    /// <summary>Sends a message and goes on. After shutdown has begun the message is dropped.</summary>
    /// <exception cref="InvalidOperationException">The kind is not registered.</exception>
    void Tell(ActorId target, IActorMessage message);

    /// <summary>Sends a message, waiting for room while the actor's mailbox or its kind has too much to do.</summary>
    ValueTask TellAsync(ActorId target, IActorMessage message, CancellationToken cancellationToken);

    /// <summary>Sends a message and waits for the answer.</summary>
    /// <exception cref="TimeoutException">No answer within <paramref name="timeout"/>.</exception>
    Task<TReply> AskAsync<TReply>(ActorId target, IActorMessage message, TimeSpan timeout, CancellationToken cancellationToken)
        where TReply : IActorMessage;

    /// <summary>What is running, for inspection.</summary>
    IReadOnlyList<ActorKindSnapshot> Snapshot();

    /// <summary>Lets every actor finish the message in hand and stops it. What waits in mailboxes is dropped: it can be asked for again.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
