using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Lynq.Kubernetes;

/// <summary>What a request carries. It is written straight into the transport's pooled buffer when the request is sent.</summary>
public abstract class RequestBody
{
    /// <summary>Content type of an ordinary object.</summary>
    public const string Json = "application/json";

    /// <summary>Content type of a server-side apply (JSON is YAML).</summary>
    public const string ApplyPatch = "application/apply-patch+yaml";

    /// <summary>Content type of a JSON merge patch (RFC 7386).</summary>
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>Content type of a JSON patch (RFC 6902).</summary>
    public const string JsonPatch = "application/json-patch+json";

    /// <summary>Media type of the bytes.</summary>
    public required string ContentType { get; init; }

    /// <summary>Writes the body as UTF-8. May be called again when a request is repeated, and gives the same bytes each time.</summary>
    public abstract void WriteTo(IBufferWriter<byte> output);

    /// <summary>The same body under another content type.</summary>
    public abstract RequestBody As(string contentType);

    /// <summary>The body as JSON, for interceptors and tests.</summary>
    public JsonElement ToElement()
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteTo(buffer);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>A typed object.</summary>
    public static RequestBody Of<T>(T value, JsonTypeInfo<T> type) => new TypedBody<T>(value, type) { ContentType = Json };

    /// <summary>Bytes as they are: UTF-8 JSON.</summary>
    public static RequestBody Utf8(ReadOnlyMemory<byte> json) => new RawBody(json) { ContentType = Json };

    /// <summary>An object at rest.</summary>
    public static implicit operator RequestBody(JsonElement element) => Of(element, KubernetesJson.Default.JsonElement);

    /// <summary>An object being built. It must not change until the request is answered.</summary>
    public static implicit operator RequestBody(JsonNode node) => Of(node, KubernetesJson.Default.JsonNode);

    private sealed class TypedBody<T>(T value, JsonTypeInfo<T> type) : RequestBody
    {
        public override void WriteTo(IBufferWriter<byte> output)
        {
            using var writer = new Utf8JsonWriter(output);
            JsonSerializer.Serialize(writer, value, type);
        }

        public override RequestBody As(string contentType) => new TypedBody<T>(value, type) { ContentType = contentType };
    }

    private sealed class RawBody(ReadOnlyMemory<byte> json) : RequestBody
    {
        public override void WriteTo(IBufferWriter<byte> output) => output.Write(json.Span);

        public override RequestBody As(string contentType) => new RawBody(json) { ContentType = contentType };
    }
}
