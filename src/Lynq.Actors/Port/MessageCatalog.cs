using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Actors.Rollout;
using Lynq.Actors.Watching;

namespace Lynq.Actors.Port;

/// <summary>
/// The strict list of messages that may travel between actors, each with a manifest that never changes: what is not listed
/// here is neither written nor read, whatever a peer sends.
/// </summary>
public sealed class MessageCatalog
{
    private readonly FrozenDictionary<string, JsonTypeInfo> _byManifest;
    private readonly FrozenDictionary<Type, (string Manifest, JsonTypeInfo Info)> _byType;

    /// <summary>Makes a catalog of the given entries.</summary>
    /// <exception cref="ArgumentException">A manifest or a type occurs twice.</exception>
    public MessageCatalog(IEnumerable<KeyValuePair<string, JsonTypeInfo>> entries)
    {
        var list = entries.ToList();
        _byManifest = list.ToDictionary(StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
        _byType = list.ToDictionary(e => e.Value.Type, e => (e.Key, e.Value)).ToFrozenDictionary();
    }

    /// <summary>The messages of the operator.</summary>
    public static MessageCatalog Operator { get; } = new(
        [.. HubMessages.Manifests, .. RolloutMessages.Manifests, .. NodeMessages.Manifests, .. WatchMessages.Manifests]);

    /// <summary>The types that may travel.</summary>
    public IEnumerable<Type> Types => _byType.Keys;

    /// <summary>Writes a message.</summary>
    /// <exception cref="InvalidOperationException">Its type is not listed.</exception>
    public (string Manifest, byte[] Payload) Serialize(IActorMessage message) =>
        _byType.TryGetValue(message.GetType(), out var entry)
            ? (entry.Manifest, JsonSerializer.SerializeToUtf8Bytes(message, entry.Info))
            : throw new InvalidOperationException($"{message.GetType().Name} is not in the message catalog and cannot travel.");

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidOperationException">The manifest is not listed, or the payload is null.</exception>
    /// <exception cref="JsonException">The payload is not of that type.</exception>
    public IActorMessage Deserialize(string manifest, ReadOnlySpan<byte> payload) =>
        _byManifest.TryGetValue(manifest, out var info)
            ? (IActorMessage?)JsonSerializer.Deserialize(payload, info)
                ?? throw new InvalidOperationException($"The payload of \"{manifest}\" is null.")
            : throw new InvalidOperationException($"\"{manifest}\" is not in the message catalog.");
}
