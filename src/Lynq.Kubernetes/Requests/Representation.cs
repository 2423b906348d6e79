using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lynq.Kubernetes.Transport;

namespace Lynq.Kubernetes;

/// <summary>How an answer is asked for and read: the whole object or its metadata only, and as which type.</summary>
/// <typeparam name="T">What one object is read as.</typeparam>
/// <param name="Type">How the JSON is read.</param>
/// <param name="MetadataOnly">Whether the server is asked for <c>PartialObjectMetadata</c> instead of the object.</param>
public sealed record Representation<T>(JsonTypeInfo<T> Type, bool MetadataOnly)
{
    /// <summary>How an object of a watch is read; null for with <see cref="Type"/>, for which the serializer looks for the object's end first.</summary>
    public WatchedObjectReader<T>? WatchedReader { get; init; }
}

/// <summary>Reads an object of a watch in one pass.</summary>
/// <typeparam name="T">What it is read as.</typeparam>
/// <param name="reader">Stands at the start of the object. Nobody asks it for more.</param>
/// <param name="rest">The text from the start of the object to the end of its line.</param>
/// <exception cref="JsonException">The text is no such object.</exception>
public delegate T WatchedObjectReader<T>(ref Utf8JsonReader reader, ReadOnlySequence<byte> rest);

/// <summary>The usual representations.</summary>
public static class Representation
{
    /// <summary>The whole object as JSON.</summary>
    public static Representation<JsonElement> Full { get; } = new(KubernetesJson.Default.JsonElement, MetadataOnly: false) { WatchedReader = WatchedElement.Read };

    /// <summary>Metadata only. For a write too: the server then answers with a few hundred bytes instead of the object.</summary>
    public static Representation<PartialObjectMetadata> Metadata { get; } = new(KubernetesJson.Default.PartialObjectMetadata, MetadataOnly: true);

    /// <summary>Metadata only, as JSON: also what <see cref="PartialObjectMetadata"/> leaves out, such as managed fields.</summary>
    public static Representation<JsonElement> MetadataElement { get; } = new(KubernetesJson.Default.JsonElement, MetadataOnly: true) { WatchedReader = WatchedElement.Read };

    /// <summary>The whole object, read as a type of the caller's.</summary>
    public static Representation<T> Of<T>(JsonTypeInfo<T> type) => new(type, MetadataOnly: false);
}
