using System.Text;
using Akka.Cluster.Sharding;
using Lynq.Cluster.Wire;

namespace Lynq.Cluster.Engine;

/// <summary>
/// Which shard an actor belongs to: a hash of its key that is the same in every process, build and version (FNV-1a; string hash
/// codes of the runtime differ from process to process).
/// </summary>
internal sealed class LynqMessageExtractor : IMessageExtractor
{
    /// <summary>Number of shards of a kind: some thirty for each replica of a large installation. It must never change within one cluster.</summary>
    public const int Shards = 120;

    /// <inheritdoc/>
    public string? EntityId(object message) => (message as ShardEnvelope)?.Key;

    /// <inheritdoc/>
    public object? EntityMessage(object message) => message;

    /// <inheritdoc/>
    public string? ShardId(object message) => message switch
    {
        ShardEnvelope envelope => ShardOf(envelope.Key),
        ShardRegion.StartEntity start => ShardOf(start.EntityId),
        _ => null,
    };

    /// <inheritdoc/>
    public string ShardId(string entityId, object? messageHint = null) => ShardOf(entityId);

    /// <summary>The shard of a key.</summary>
    public static string ShardOf(string key)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(key))
            hash = (hash ^ value) * 16777619u;
        return (hash % Shards).ToString(CultureInfo.InvariantCulture);
    }
}
