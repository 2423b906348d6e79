using Akka.Actor;

namespace Lynq.Cluster.Engine;

/// <summary>A kind of actors as this process has it.</summary>
/// <param name="Runtime">What its actors here share.</param>
/// <param name="Region">The shard region: the way to all actors of the kind.</param>
/// <param name="Places">Which shards live here.</param>
internal sealed record KindRegion(KindRuntime Runtime, IActorRef Region, ShardPlaces Places);
