using System.Text;
using Akka.Cluster.Sharding;
using Lynq.Actors.Port;
using Lynq.Cluster.Wire;

namespace Lynq.Cluster.Engine;

/// <summary>
/// Which shard an actor belongs to: a hash of its key that is the same in every process, build and version (FNV-1a; string hash
/// codes of the runtime differ from process to process).
/// </summary>
internal sealed class LynqMessageExtractor(int shards) : IMessageExtractor
{
    /// <summary>Number of shards of nodes: some thirty for each replica of a large installation. It must never change within one cluster.</summary>
    private const int NodeShards = 120;

    /// <summary>Number of shards of the other kinds, of which there are few actors. It must never change within one cluster.</summary>
    private const int OtherShards = 30;

    /// <summary>Number of shards of a kind.</summary>
    public static int ShardsOf(string kind) => kind == ActorKinds.Node ? NodeShards : OtherShards;

    /// <inheritdoc/>
    public string? EntityId(object message) => message switch
    {
        ShardEnvelope envelope => envelope.Key,
        ShardCall call => ShardPilot.KeyOf(call.Shard),
        _ => null,
    };

    /// <inheritdoc/>
    public object? EntityMessage(object message) => message;

    /// <inheritdoc/>
    public string? ShardId(object message) => message switch
    {
        ShardEnvelope envelope => ShardOf(envelope.Key),
        ShardCall call => call.Shard,
        _ => null,
    };

    /// <inheritdoc/>
    public string ShardId(string entityId, object? messageHint = null) => ShardPilot.ShardOf(entityId) ?? ShardOf(entityId);

    /// <summary>The shard of a key.</summary>
    public string ShardOf(string key)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(key))
            hash = (hash ^ value) * 16777619u;
        return (hash % (uint)shards).ToString(CultureInfo.InvariantCulture);
    }
}
