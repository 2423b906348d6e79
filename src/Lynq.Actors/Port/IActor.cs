namespace Lynq.Actors.Port;

/// <summary>
/// The behaviour of an actor. An engine calls the methods of one instance strictly one after the other. A failure in any of
/// them ends the instance; a new one is created and started after a backoff, whether or not a message waits for it, and begins from what
/// Kubernetes and the database know. A behaviour that holds resources implements <see cref="IAsyncDisposable"/>, which is honoured however it ends.
/// </summary>
public interface IActor
{
    /// <summary>Called once, before the first message.</summary>
    ValueTask StartAsync() => ValueTask.CompletedTask;

    /// <summary>Handles one message. The next one is handed over when the returned task has completed.</summary>
    ValueTask ReceiveAsync(IActorMessage message);

    /// <summary>
    /// Called once when the actor is passivated, moved or shut down, after the message in hand has been handled and its own
    /// work has ended. Not called after a failure.
    /// </summary>
    ValueTask StopAsync() => ValueTask.CompletedTask;
}
