using Akka.Actor;
using Lynq.Actors.Port;

namespace Lynq.Cluster.Engine;

/// <summary>Asks an entity to end its behaviour and stop: on passivation, hand-over and shutdown. It does not leave the process.</summary>
internal sealed class StopEntity : INoSerializationVerificationNeeded
{
    /// <summary>The only one.</summary>
    public static StopEntity Instance { get; } = new();
}

/// <summary>From a behaviour's own timers and work to itself; for one incarnation, so that nothing reaches its successor.</summary>
internal sealed record Local(int Incarnation, IActorMessage? Message, Exception? Failure = null, TaskCompletionSource? Handled = null) : INoSerializationVerificationNeeded;

/// <summary>The pause after a failure is over.</summary>
internal sealed class Resume : INoSerializationVerificationNeeded
{
    /// <summary>The only one.</summary>
    public static Resume Instance { get; } = new();
}
