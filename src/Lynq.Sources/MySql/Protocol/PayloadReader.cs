using System.Buffers.Binary;

namespace Lynq.Sources.MySql;

/// <summary>A cursor over one packet's payload that never reads past its end, whatever lengths the payload claims.</summary>
internal ref struct PayloadReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Everything not read yet, without moving on.</summary>
    public readonly ReadOnlySpan<byte> Rest() => _rest;

    /// <summary>One byte.</summary>
    public byte Byte() => Bytes(1)[0];

    /// <summary>Two bytes, little-endian like all integers here.</summary>
    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    /// <summary>Four bytes.</summary>
    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    /// <summary>That many bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)_rest.Length) throw new ProtocolViolationException("a packet ends in the middle of a field");
        var bytes = _rest[..count];
        _rest = _rest[count..];
        return bytes;
    }

    /// <summary>Bytes up to a zero byte, which is skipped; to the end if there is none, as old servers leave it out.</summary>
    public ReadOnlySpan<byte> ToZero()
    {
        var end = _rest.IndexOf((byte)0);
        if (end < 0) return Bytes(_rest.Length);
        var bytes = Bytes(end);
        Bytes(1);
        return bytes;
    }

    /// <summary>A length-encoded integer; NULL's mark 0xFB is not one.</summary>
    public ulong Length()
    {
        var first = Byte();
        return first switch
        {
            < 0xFB => first,
            0xFC => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2)),
            0xFD => Three(Bytes(3)),
            0xFE => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8)),
            _ => throw new ProtocolViolationException("a length starts with a byte that none starts with"),
        };
    }

    /// <summary>Length-encoded bytes.</summary>
    public ReadOnlySpan<byte> Prefixed()
    {
        var length = Length();
        if (length > (ulong)_rest.Length) throw new ProtocolViolationException("a field claims to be longer than its packet");
        return Bytes((int)length);
    }

    /// <summary>A value of a text row: false for NULL.</summary>
    public bool TryValue(out ReadOnlySpan<byte> value)
    {
        if (!_rest.IsEmpty && _rest[0] == 0xFB)
        {
            _rest = _rest[1..];
            value = default;
            return false;
        }

        value = Prefixed();
        return true;
    }

    private static ulong Three(ReadOnlySpan<byte> bytes) => bytes[0] | (ulong)bytes[1] << 8 | (ulong)bytes[2] << 16;
}
