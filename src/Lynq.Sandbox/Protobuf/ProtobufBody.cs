using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.Protobuf;

/// <summary>
/// Reads bodies in the API's protobuf form: kubectl's create and auth commands, Helm's storage of releases and other typed clients
/// send it for built-in kinds and do not fall back to JSON. Answers stay JSON, which all of them take.
/// </summary>
internal static class ProtobufBody
{
    private const string MediaType = "application/vnd.kubernetes.protobuf";

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>Whether a body is in this form.</summary>
    public static bool Is(ReadOnlySpan<byte> body) => body.StartsWith(Magic);

    /// <summary>The body as the object that JSON would have said.</summary>
    /// <exception cref="ApiException">415 for a kind that has no protobuf form, 400 for a broken body.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return ReadEnvelope(body[Magic.Length..]);
        }
        catch (Exception broken) when (broken is ArgumentException or IndexOutOfRangeException or FormatException or OverflowException or JsonException)
        {
            throw Errors.BadRequest("error decoding the body: " + broken.Message);
        }
    }

    private static JsonObject ReadEnvelope(ReadOnlySpan<byte> body)
    {
        var (apiVersion, kind) = ("", "");
        ReadOnlySpan<byte> raw = default;
        foreach (var field in new WireFields(body))
        {
            if (field.Number == 2) raw = field.Bytes;
            if (field.Number != 1) continue;
            foreach (var type in new WireFields(field.Bytes))
            {
                if (type.Number == 1) apiVersion = Encoding.UTF8.GetString(type.Bytes);
                if (type.Number == 2) kind = Encoding.UTF8.GetString(type.Bytes);
            }
        }

        if (Shape(apiVersion, kind) is not { } schema) throw Errors.Unsupported(MediaType, "application/json", "application/yaml");
        var value = WireReader.Message(raw, schema);
        (value["apiVersion"], value["kind"]) = (apiVersion, kind);
        // Written and read again: a number made here is of one .NET type, one that was read converts to any.
        return JsonNode.Parse(value.ToJsonString())!.AsObject();
    }

    // Options and subresources (DeleteOptions, Scale, TokenRequest) are no resources, but have shapes.
    private static SchemaNode? Shape(string apiVersion, string kind)
    {
        var schema = BuiltinResources.All.FirstOrDefault(type => type.Kind == kind && type.ApiVersion == apiVersion)?.Schema
            ?? BuiltinTypes.All.GetValueOrDefault(kind);
        return schema?.TypeName is { } type && WireNumbers.Of(type) is not null ? schema : null;
    }
}
