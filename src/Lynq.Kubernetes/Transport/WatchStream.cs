using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Lynq.Kubernetes.Transport;

/// <summary>Reads a watch: one JSON object a line, each deserialised from the receive buffer without a copy.</summary>
internal static class WatchStream
{
    /// <summary>Yields events until the stream ends. <paramref name="heard"/> is called whenever bytes arrive.</summary>
    public static async IAsyncEnumerable<WatchEvent<T>> ReadAsync<T>(KubernetesRequest request, Stream stream, Representation<T> representation, Action heard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new(bufferSize: 16 * 1024, leaveOpen: true));
        try
        {
            while (true)
            {
                var read = await pipe.ReadAsync(cancellationToken);
                heard();
                var buffer = read.Buffer;
                while (TryTakeLine(ref buffer, out var line))
                {
                    if (WatchLine.Parse(request, line, representation) is { } change)
                        yield return change;
                }

                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (!read.IsCompleted)
                    continue;
                if (!buffer.IsEmpty)
                    throw FailureReader.Own(request, StatusReasons.ConnectionFailed, "the watch ended in the middle of an event");
                yield break;
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }
}

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
        if (typeof(T) == typeof(JsonElement) && reader.TokenType == JsonTokenType.StartObject && Rest(line.Slice(reader.TokenStartIndex)) is T element)
            return element;
        // A converter of the caller's own goes through the object once; the serializer would look for its end first.
        if (representation.Type is { Kind: JsonTypeInfoKind.None, Converter: JsonConverter<T> own } && reader.TokenType == JsonTokenType.StartObject)
            return own.Read(ref reader, typeof(T), representation.Type.Options)!;
        return JsonSerializer.Deserialize(ref reader, representation.Type) ?? throw new JsonException("a watch event must have an object");
    }

    /// <summary>
    /// The object that takes the rest of the line, as with every server that is known. Through the reader each object would be
    /// gone through three times: to find its end, to find it once more, and to take it in.
    /// </summary>
    /// <returns>The object; null when something else follows it.</returns>
    private static JsonElement? Rest(ReadOnlySequence<byte> rest)
    {
        ReadOnlySpan<byte> text = rest.IsSingleSegment ? rest.FirstSpan : rest.ToArray();
        text = text.TrimEnd(" \t\r"u8);
        try
        {
            return text.EndsWith("}}"u8) ? JsonElement.Parse(text[..^1]) : null;
        }
        catch (JsonException)
        {
            return null;
        }
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
