using System.Collections.Concurrent;
using Lynq.Actors.Port;

namespace Lynq.Cluster.Tests.Engine;

/// <summary>Remembers what an engine says of placement.</summary>
internal sealed class Follower : IPlacementFollower
{
    public ConcurrentQueue<(string Kind, Func<ActorId, bool> Among)> Arrivals { get; } = new();

    public ConcurrentQueue<ActorId> Starts { get; } = new();

    public void Arrived(string kind, Func<ActorId, bool> among) => Arrivals.Enqueue((kind, among));

    public void Started(ActorId actor) => Starts.Enqueue(actor);
}
