namespace Lynq.Cluster.Wire;

/// <summary>Has a shard find a home, if it has none.</summary>
/// <param name="Shard">The shard.</param>
internal sealed record ShardCall(string Shard);

/// <summary>An actor has started and knows nobody yet: told to every replica.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Key">Its key.</param>
internal sealed record StartNotice(string Kind, string Key);

/// <summary>Shards have come to a replica or left it: told to every replica, so that those without a home are called at once.</summary>
internal sealed record ShardsMoved
{
    /// <summary>The only one.</summary>
    public static ShardsMoved Instance { get; } = new();
}
