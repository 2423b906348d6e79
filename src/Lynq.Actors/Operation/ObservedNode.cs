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
/// <param name="Object">The whole, where its actor lives in this process; null elsewhere.</param>
internal readonly record struct ObservedNode(ObjectIdentity Identity, NodeDigest? Digest, JsonElement? Object)
{
    /// <summary>Reads nodes; of those whose actor lives in another process no more than the digest.</summary>
    /// <param name="isHere">Whether the actor of a node lives in this process.</param>
    public static Representation<ObservedNode> Representation(Func<NodeKey, bool> isHere)
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver(), Converters = { new Converter(isHere) } };
        return new((JsonTypeInfo<ObservedNode>)options.GetTypeInfo(typeof(ObservedNode)), MetadataOnly: false)
        {
            WatchedReader = (ref Utf8JsonReader reader, ReadOnlySequence<byte> _) => Read(ref reader, isHere),
        };
    }

    private static ObservedNode Read(ref Utf8JsonReader reader, Func<NodeKey, bool> isHere)
    {
        var start = reader;
        var outline = NodeOutline.Read(ref reader);
        return new(
            new(outline.Namespace, outline.Name, outline.Uid, outline.ResourceVersion),
            NodeDigestReader.DigestOf(outline),
            isHere(new(outline.Namespace, outline.Name)) ? JsonElement.ParseValue(ref start) : null);
    }

    // For lists, which the serializer reads.
    private sealed class Converter(Func<NodeKey, bool> isHere) : JsonConverter<ObservedNode>
    {
        public override ObservedNode Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => ObservedNode.Read(ref reader, isHere);

        public override void Write(Utf8JsonWriter writer, ObservedNode value, JsonSerializerOptions options) =>
            throw new NotSupportedException("nodes are only read");
    }
}
