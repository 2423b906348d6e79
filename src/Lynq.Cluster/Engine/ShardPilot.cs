using Akka.Actor;

namespace Lynq.Cluster.Engine;

/// <summary>
/// An entity that every shard has besides its actors. It lives where the shard lives, from its first message to its hand-over:
/// sharding tells nobody where shards are, and this does.
/// </summary>
internal sealed class ShardPilot : ReceiveActor
{
    // Keys of the port contain a slash, or for watches two: no actor can have this one.
    private const string Prefix = "shard-";

    private readonly ShardPlaces _places;
    private readonly string _shard;

    /// <summary>Makes the pilot of a shard.</summary>
    public ShardPilot(ShardPlaces places, string shard)
    {
        (_places, _shard) = (places, shard);
        Receive<StopEntity>(_ => Context.Stop(Self));
        ReceiveAny(_ => { });
    }

    /// <summary>Key of a shard's pilot.</summary>
    public static string KeyOf(string shard) => Prefix + shard;

    /// <summary>The shard whose pilot a key names; null when it is an ordinary actor's key.</summary>
    public static string? ShardOf(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal) && !key.Contains('/', StringComparison.Ordinal) ? key[Prefix.Length..] : null;

    /// <inheritdoc/>
    protected override void PreStart() => _places.Arrive(_shard);

    /// <inheritdoc/>
    protected override void PostStop() => _places.Leave(_shard);
}
