using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Lynq.Sources.MySql;

/// <summary>Builds the payload of a packet that we send.</summary>
internal sealed class PayloadWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Payload => _bytes.WrittenMemory;

    /// <summary>One byte.</summary>
    public PayloadWriter Byte(byte value) => Bytes([value]);

    /// <summary>Four bytes, little-endian.</summary>
    public PayloadWriter UInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Bytes(bytes);
    }

    /// <summary>Bytes as they are.</summary>
    public PayloadWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Text without any mark of its length.</summary>
    public PayloadWriter Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    /// <summary>Text and a zero byte.</summary>
    public PayloadWriter ZeroEnded(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new SourceException(SourceErrorKind.BadConfiguration, "User and database names cannot contain a zero character: correct the hub's source");
        return Text(text).Byte(0);
    }

    /// <summary>Bytes behind their length.</summary>
    public PayloadWriter Prefixed(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 0xFB) return Byte((byte)bytes.Length).Bytes(bytes);
        if (bytes.Length > ushort.MaxValue) throw new ArgumentException("No field that a client sends is that long", nameof(bytes));
        return Byte(0xFC).Byte((byte)bytes.Length).Byte((byte)(bytes.Length >> 8)).Bytes(bytes);
    }
}
