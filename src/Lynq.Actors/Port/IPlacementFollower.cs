namespace Lynq.Actors.Port;

/// <summary>Is told what <see cref="IActorPlacement"/> brings about. Both methods may be called from anywhere, and return soon.</summary>
public interface IPlacementFollower
{
    /// <summary>Actors have come to live here: what is known for them is to be told anew, which also brings them to life.</summary>
    /// <param name="kind">Their kind.</param>
    /// <param name="among">Whether an actor of that kind is among them.</param>
    void Arrived(string kind, Func<ActorId, bool> among);

    /// <summary>An actor of a kind with <see cref="ActorRegistration.AnnounceStart"/> has started, here or elsewhere, and knows nobody yet.</summary>
    void Started(ActorId actor);
}
