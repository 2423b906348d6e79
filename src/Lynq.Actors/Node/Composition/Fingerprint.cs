using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Crds;

namespace Lynq.Actors.Node.Composition;

/// <summary>Fingerprints over canonical JSON: equal content gives an equal fingerprint whatever the order of keys.</summary>
internal static class Fingerprint
{
    /// <summary>The fingerprint for <c>lynq.sh/applied-hash</c> as a number (contract §2.4).</summary>
    public static ulong Of(JsonNode node) => BinaryPrimitives.ReadUInt64BigEndian(Digest(node));

    /// <summary>16 bytes for comparisons within this process.</summary>
    public static UInt128 Wide(JsonNode node) => BinaryPrimitives.ReadUInt128BigEndian(Digest(node));

    /// <summary>A fingerprint as the annotation has it: 16 lower-case hexadecimal digits.</summary>
    public static string Text(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    private static byte[] Digest(JsonNode node)
    {
        var element = JsonSerializer.SerializeToElement(node, NodeJson.Default.JsonNode);
        return SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Write(element)));
    }
}
