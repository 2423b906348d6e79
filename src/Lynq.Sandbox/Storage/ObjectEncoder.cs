using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Storage;

/// <summary>Turns a finished tree into a <see cref="StoredObject"/> that only lacks its resourceVersion.</summary>
internal static class ObjectEncoder
{
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? s_scratch;

    // `{"metadata":{` is written by the emitter together with the version.
    private const int HeadLength = 13;

    public static StoredObject Encode(JsonObject value)
    {
        var (buffer, writer) = s_scratch ??= NewScratch();
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        var metadata = value["metadata"]!.AsObject();
        writer.WriteStartObject();
        WriteMetadata(writer, metadata);
        var metadataEnd = (int)(writer.BytesCommitted + writer.BytesPending);
        foreach (var (name, member) in value)
        {
            if (name is not ("metadata" or "apiVersion" or "kind")) WriteMember(writer, name, member);
        }

        writer.WriteEndObject();
        writer.Flush();
        return new StoredObject
        {
            Key = new ObjectKey(metadata.Text("namespace"), metadata.Text("name")),
            Uid = metadata.Text("uid"),
            Tail = buffer.WrittenSpan[HeadLength..].ToArray(),
            MetadataLength = metadataEnd - HeadLength,
            Labels = LabelsOf(metadata),
            OwnerUids = OwnersOf(metadata),
            Terminating = metadata.ContainsKey("deletionTimestamp"),
        };
    }

    private static (ArrayBufferWriter<byte>, Utf8JsonWriter) NewScratch()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        return (buffer, new Utf8JsonWriter(buffer, Options));
    }

    private static void WriteMetadata(Utf8JsonWriter writer, JsonObject metadata)
    {
        writer.WritePropertyName("metadata");
        writer.WriteStartObject();
        foreach (var (name, member) in metadata)
        {
            if (name != "resourceVersion") WriteMember(writer, name, member);
        }

        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, string name, JsonNode? member)
    {
        writer.WritePropertyName(name);
        if (member is null) writer.WriteNullValue();
        else member.WriteTo(writer);
    }

    private static LabelPair[] LabelsOf(JsonObject metadata) =>
        metadata["labels"] is JsonObject { Count: > 0 } labels
            ? [.. labels.Select(label => new LabelPair(string.Intern(label.Key), label.Value?.GetValue<string>() ?? ""))]
            : [];

    private static string[] OwnersOf(JsonObject metadata) =>
        metadata["ownerReferences"] is JsonArray { Count: > 0 } owners
            ? [.. owners.OfType<JsonObject>().Select(owner => owner.Text("uid"))]
            : [];
}
