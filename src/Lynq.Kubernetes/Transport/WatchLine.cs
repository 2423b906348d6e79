using System.Buffers;
using System.Text.Json;

namespace Lynq.Kubernetes.Transport;

/// <summary>Parses one line of a watch.</summary>
internal static class WatchLine
{
    private const string InitialEventsEnd = "k8s.io/initial-events-end";

    /// <summary>The event; null for an empty line and for a type that is not known.</summary>
    /// <exception cref="KubernetesException">The line reports an error.</exception>
    /// <exception cref="JsonException">The line is no event.</exception>
    public static WatchEvent<T>? Parse<T>(KubernetesRequest request, ReadOnlySequence<byte> line, Representation<T> representation)
    {
        var reader = new Utf8JsonReader(line);
        if (line.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return line.IsEmpty ? null : throw new JsonException("a watch event must be an object");
        var type = TypeOf(reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isObject = reader.ValueTextEquals("object"u8);
            reader.Read();
            if (!isObject)
            {
                reader.Skip();
                continue;
            }

            return type switch
            {
                "ADDED" => new(WatchEventType.Added, Read(ref reader, line, representation)),
                "MODIFIED" => new(WatchEventType.Modified, Read(ref reader, line, representation)),
                "DELETED" => new(WatchEventType.Deleted, Read(ref reader, line, representation)),
                "BOOKMARK" => Bookmark<T>(ref reader),
                "ERROR" => throw Error(request, ref reader),
                _ => null,
            };
        }

        throw new JsonException("a watch event must have an object");
    }

    // Works on a copy of the reader: the type usually comes first, but nothing promises it.
    private static string? TypeOf(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
                return reader.GetString();
            reader.Skip();
        }

        throw new JsonException("a watch event must have a type");
    }

    private static T Read<T>(ref Utf8JsonReader reader, ReadOnlySequence<byte> line, Representation<T> representation)
    {
        if (representation.WatchedReader is { } read && reader.TokenType == JsonTokenType.StartObject)
            return read(ref reader, line.Slice(reader.TokenStartIndex));
        return JsonSerializer.Deserialize(ref reader, representation.Type) ?? throw new JsonException("a watch event must have an object");
    }

    private static WatchEvent<T> Bookmark<T>(ref Utf8JsonReader reader)
    {
        var metadata = JsonSerializer.Deserialize(ref reader, KubernetesJson.Default.PartialObjectMetadata)!.Metadata;
        return new(WatchEventType.Bookmark, default!)
        {
            ResourceVersion = metadata.ResourceVersion,
            InitialEventsEnd = metadata.Annotations?.GetValueOrDefault(InitialEventsEnd) == "true",
        };
    }

    private static KubernetesException Error(KubernetesRequest request, ref Utf8JsonReader reader) =>
        new(request, JsonSerializer.Deserialize(ref reader, KubernetesJson.Default.KubernetesStatus) ?? new());
}
