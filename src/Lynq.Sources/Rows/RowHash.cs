using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Lynq.Sources;

/// <summary>
/// 16 bytes that stand for all values of a row. Cryptographic (the first half of SHA-256), since whoever writes
/// the table must not be able to make a change that goes unseen.
/// </summary>
/// <param name="Value">The 16 bytes as one number.</param>
public readonly record struct RowHash(UInt128 Value)
{
    internal static RowHash Of(ReadOnlySpan<byte> canonicalRow)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonicalRow, digest);
        return new RowHash(BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
