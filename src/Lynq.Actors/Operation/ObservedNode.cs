using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Lynq.Actors.Node;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Operation;

/// <summary>A LynqNode as the informer shows it.</summary>
/// <param name="Identity">What tells one state of it from another.</param>
/// <param name="Digest">What hubs and rollouts need to know; null when it does not say which hub and form it belongs to.</param>
/// <param name="Message">The whole, for its actor where that lives in this process; null elsewhere.</param>
internal readonly record struct ObservedNode(ObjectIdentity Identity, NodeDigest? Digest, NodeObserved? Message)
{
    /// <summary>Reads nodes; of those whose actor lives in another process no more than the digest.</summary>
    /// <param name="isHere">Whether the actor of a node lives in this process.</param>
    public static Representation<ObservedNode> Representation(Func<NodeKey, bool> isHere)
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver(), Converters = { new Converter(isHere) } };
        return new((JsonTypeInfo<ObservedNode>)options.GetTypeInfo(typeof(ObservedNode)), MetadataOnly: false)
        {
            WatchedReader = (ref Utf8JsonReader reader, ReadOnlySequence<byte> rest) =>
            {
                var start = reader.TokenStartIndex;
                var (identity, node, digest) = Read(ref reader);
                return new(identity, digest, isHere(node) ? new NodeObserved(node, identity, rest.Slice(0, reader.BytesConsumed - start).ToArray()) : null);
            },
        };
    }

    private static (ObjectIdentity Identity, NodeKey Node, NodeDigest? Digest) Read(ref Utf8JsonReader reader)
    {
        var outline = NodeOutline.Read(ref reader);
        return (
            new(outline.Namespace, outline.Name, outline.Uid, outline.ResourceVersion),
            new(outline.Namespace, outline.Name),
            NodeDigestReader.DigestOf(outline));
    }

    // For lists, which the serializer reads.
    private sealed class Converter(Func<NodeKey, bool> isHere) : JsonConverter<ObservedNode>
    {
        public override ObservedNode Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var start = reader;
            var (identity, node, digest) = ObservedNode.Read(ref reader);
            return new(identity, digest, isHere(node) ? new NodeObserved { Node = node, Object = JsonElement.ParseValue(ref start) } : null);
        }

        public override void Write(Utf8JsonWriter writer, ObservedNode value, JsonSerializerOptions options) =>
            throw new NotSupportedException("nodes are only read");
    }
}
