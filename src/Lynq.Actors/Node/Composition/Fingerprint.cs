using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lynq.Crds;

namespace Lynq.Actors.Node.Composition;

/// <summary>Fingerprints over canonical JSON: equal content gives an equal fingerprint whatever the order of keys.</summary>
internal static class Fingerprint
{
    /// <summary>The fingerprint for <c>lynq.sh/applied-hash</c> as a number (contract §2.4).</summary>
    public static ulong Of(JsonNode node) => (ulong)(Wide(node) >> 64);

    /// <summary>The same of an object that is written already, in canonical order.</summary>
    public static ulong OfCanonical(ReadOnlySpan<byte> utf8) => (ulong)(Sha256(utf8) >> 64);

    /// <summary>16 bytes for comparisons within this process.</summary>
    public static UInt128 Wide(JsonNode node)
    {
        var element = JsonSerializer.SerializeToElement(node, NodeJson.Default.JsonNode);
        return Digest(buffer => CanonicalJson.WriteTo(buffer, element));
    }

    /// <summary>16 bytes for comparisons within this process, of a typed value: its fields come in the order of its type, which needs no sorting.</summary>
    public static UInt128 AsWritten<T>(T value, JsonTypeInfo<T> type) => Digest(buffer =>
    {
        using var writer = new Utf8JsonWriter(buffer);
        JsonSerializer.Serialize(writer, value, type);
    });

    /// <summary>16 bytes for comparisons within this process, of whatever is written.</summary>
    public static UInt128 Digest(Action<IBufferWriter<byte>> write)
    {
        using var scratch = ScratchBuffer.Take();
        write(scratch.Output);
        return Sha256(scratch.Output.WrittenSpan);
    }

    /// <summary>A fingerprint as the annotation has it: 16 lower-case hexadecimal digits.</summary>
    public static string Text(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    private static UInt128 Sha256(ReadOnlySpan<byte> text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }
}
