using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lynq.Kubernetes;

/// <summary>How an answer is asked for and read: the whole object or its metadata only, and as which type.</summary>
/// <typeparam name="T">What one object is read as.</typeparam>
/// <param name="Type">How the JSON is read.</param>
/// <param name="MetadataOnly">Whether the server is asked for <c>PartialObjectMetadata</c> instead of the object.</param>
public sealed record Representation<T>(JsonTypeInfo<T> Type, bool MetadataOnly);

/// <summary>The usual representations.</summary>
public static class Representation
{
    /// <summary>The whole object as JSON.</summary>
    public static Representation<JsonElement> Full { get; } = new(KubernetesJson.Default.JsonElement, MetadataOnly: false);

    /// <summary>Metadata only. For a write too: the server then answers with a few hundred bytes instead of the object.</summary>
    public static Representation<PartialObjectMetadata> Metadata { get; } = new(KubernetesJson.Default.PartialObjectMetadata, MetadataOnly: true);

    /// <summary>Metadata only, as JSON: also what <see cref="PartialObjectMetadata"/> leaves out, such as managed fields.</summary>
    public static Representation<JsonElement> MetadataElement { get; } = new(KubernetesJson.Default.JsonElement, MetadataOnly: true);

    /// <summary>The whole object, read as a type of the caller's.</summary>
    public static Representation<T> Of<T>(JsonTypeInfo<T> type) => new(type, MetadataOnly: false);
}
