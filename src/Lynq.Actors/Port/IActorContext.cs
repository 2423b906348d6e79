namespace Lynq.Actors.Port;

/// <summary>
/// What an engine offers to the behaviour of one actor. To be used from within the behaviour's methods only, except for
/// <see cref="Tell"/> and <see cref="TellSelfAsync"/>, which may be called from anywhere.
/// </summary>
public interface IActorContext
{
    /// <summary>The address of this actor.</summary>
    ActorId Self { get; }

    /// <summary>The clock for all decisions and timers.</summary>
    TimeProvider Time { get; }

    /// <summary>Cancelled when the actor shall come to an end: finish what must not be torn apart and begin nothing new.</summary>
    CancellationToken Stopping { get; }

    /// <summary>
    /// Whether this behaviour takes the place of one that failed: what that one had been told and not yet done is lost, and must
    /// be found out anew.
    /// </summary>
    bool FollowsFailure { get; }

    /// <summary>Sends a message and goes on. Never waits; messages from one actor to another arrive in order.</summary>
    void Tell(ActorId target, IActorMessage message);

    /// <summary>Sends a message, waiting for room when the receivers are behind. For floods, and only downstream.</summary>
    ValueTask TellAsync(ActorId target, IActorMessage message);

    /// <summary>
    /// Hands this actor a message from work of its own, such as an informer's handler, waiting for room when the mailbox is
    /// full. It does not leave the process, and is dropped when the behaviour has ended. May be called from anywhere.
    /// </summary>
    ValueTask TellSelfAsync(IActorMessage message, CancellationToken cancellationToken);

    /// <summary>Answers the message in hand if somebody asked; otherwise does nothing.</summary>
    void Reply(IActorMessage message);

    /// <summary>Sends this actor a message after a delay. A timer of the same name is replaced. Ends with the behaviour.</summary>
    /// <param name="name">Name of the timer.</param>
    /// <param name="due">The delay; zero or more.</param>
    /// <param name="message">The message; it does not leave the process.</param>
    void SetTimer(string name, TimeSpan due, IActorMessage message);

    /// <summary>Cancels a timer. A message that it has already sent still arrives.</summary>
    void CancelTimer(string name);

    /// <summary>
    /// Runs work beside the mailbox and tells its outcome to this actor (nothing if it is null). An exception in it fails the
    /// actor like one in a handler; cancellation through the token does not. Shutdown waits for it.
    /// </summary>
    void PipeToSelf(Func<CancellationToken, Task<IActorMessage?>> work);

    /// <summary>Ends this actor after the message in hand, unless others are waiting or work is running. The next message to it starts a new one.</summary>
    void Passivate();
}
