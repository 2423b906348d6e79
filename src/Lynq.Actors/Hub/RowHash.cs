using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lynq.Actors.Hub;

/// <summary>
/// A 16-byte hash of a row's values, so that a hub can know what has changed without keeping rows. The uid is not part of it.
/// It can be computed from the annotations of a LynqNode as well, also of one that the original operator wrote, and compares
/// <c>lynq.sh/extra</c> by meaning, not by spelling (contract §2.3).
/// </summary>
public static class RowHash
{
    /// <summary>The hash of a row's values.</summary>
    public static UInt128 Of(string activate, string hostOrUrl, IReadOnlyDictionary<string, string> extras)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        Append(bytes, activate);
        Append(bytes, hostOrUrl);
        foreach (var name in extras.Keys.Order(StringComparer.Ordinal))
        {
            Append(bytes, name);
            Append(bytes, extras[name]);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    /// <summary>Lengths go first, so that no two different rows have the same bytes.</summary>
    private static void Append(ArrayBufferWriter<byte> bytes, string text)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes.GetSpan(sizeof(int)), Encoding.UTF8.GetByteCount(text));
        bytes.Advance(sizeof(int));
        Encoding.UTF8.GetBytes(text, bytes);
    }
}
