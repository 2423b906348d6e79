namespace Lynq.Actors.Port;

/// <summary>
/// Where actors live, for an engine that spreads them over several processes. Each of these follows Kubernetes by itself and
/// tells only the actors that live with it; so every change reaches its actor once, and without crossing processes.
/// </summary>
public interface IActorPlacement
{
    /// <summary>Whether an actor lives in this process, or would be started here by the next message to it.</summary>
    bool IsHere(ActorId actor);

    /// <summary>When another process was last given up without having handed its actors over; null when that never was.</summary>
    DateTimeOffset? LastLoss { get; }

    /// <summary>
    /// Begins to take actors in. Before, nothing lives here: whoever takes actors in must know what exists, because they start
    /// from that.
    /// </summary>
    void Begin(IPlacementFollower follower);
}
