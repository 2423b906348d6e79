using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Crds;

namespace Lynq.Actors.Node.Composition;

/// <summary>Fingerprints over canonical JSON: equal content gives an equal fingerprint whatever the order of keys.</summary>
internal static class Fingerprint
{
    /// <summary>The fingerprint for <c>lynq.sh/applied-hash</c> as a number (contract §2.4).</summary>
    public static ulong Of(JsonNode node) => (ulong)(Wide(node) >> 64);

    /// <summary>The same of an object that is written already, in canonical order.</summary>
    public static ulong OfCanonical(ReadOnlySpan<byte> utf8) => (ulong)(Wide(utf8) >> 64);

    /// <summary>16 bytes for comparisons within this process.</summary>
    public static UInt128 Wide(JsonNode node)
    {
        var element = JsonSerializer.SerializeToElement(node, NodeJson.Default.JsonNode);
        return Digest(buffer => CanonicalJson.WriteTo(buffer, element));
    }

    /// <summary>16 bytes for comparisons within this process, of what is written already.</summary>
    public static UInt128 Wide(ReadOnlySpan<byte> text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    /// <summary>16 bytes for comparisons within this process, of whatever is written.</summary>
    public static UInt128 Digest(Action<IBufferWriter<byte>> write)
    {
        using var scratch = ScratchBuffer.Take();
        write(scratch.Output);
        return Wide(scratch.Output.WrittenSpan);
    }

    /// <summary>A fingerprint as the annotation has it: 16 lower-case hexadecimal digits.</summary>
    public static string Text(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}
