using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Protobuf;
using Microsoft.AspNetCore.Http;
using YamlDotNet.Core;

namespace Lynq.Sandbox.Api;

/// <summary>Reads a request's body as JSON; YAML is accepted too, as for apply, and the protobuf form of built-in kinds.</summary>
internal static class RequestBody
{
    private const int MostBytes = 3 * 1024 * 1024;

    public static async ValueTask<JsonNode?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            if (buffer.Length > MostBytes)
                throw new ApiException(413, "RequestEntityTooLarge", $"Request entity too large: limit is {MostBytes}");
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }

            try
            {
                return Parse(buffer);
            }
            finally
            {
                reader.AdvanceTo(buffer.End);
            }
        }
    }

    /// <summary>The body as an object; throws 400 when it is something else.</summary>
    public static async ValueTask<JsonObject> ReadObjectAsync(HttpRequest request, CancellationToken cancellation)
    {
        var contentType = request.ContentType ?? "application/json";
        if (contentType.StartsWith("application/cbor", StringComparison.Ordinal))
            throw Errors.Unsupported(contentType, "application/json", "application/yaml");
        return await ReadAsync(request, cancellation) as JsonObject
            ?? throw Errors.BadRequest("the object provided is unrecognized (must be of type object): the body is empty or no object");
    }

    private static JsonNode? Parse(ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsEmpty) return null;
        try
        {
            if (buffer.FirstSpan[0] == 'k' && buffer.ToArray() is var bytes && ProtobufBody.Is(bytes)) return ProtobufBody.Read(bytes);
            var first = buffer.FirstSpan[0];
            if (first is not ((byte)'{' or (byte)'[' or (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r' or (byte)'n')) return ParseYaml(buffer);
            var json = new Utf8JsonReader(buffer);
            return JsonNode.Parse(ref json);
        }
        catch (Exception broken) when (broken is JsonException or YamlException or ArgumentException)
        {
            throw Errors.BadRequest("error decoding the body: " + broken.Message);
        }
    }

    private static JsonNode? ParseYaml(ReadOnlySequence<byte> buffer)
    {
        using var text = new StringReader(Encoding.UTF8.GetString(buffer));
        return YamlTrees.Read(text).FirstOrDefault();
    }
}
