using System.Buffers.Binary;

namespace Lynq.Sandbox.Protobuf;

/// <summary>One field of a message: a number, or bytes.</summary>
internal readonly ref struct WireField(int number, ulong value, ReadOnlySpan<byte> bytes, bool isBytes)
{
    public int Number { get; } = number;

    public ulong Value { get; } = value;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public bool IsBytes { get; } = isBytes;
}

/// <summary>The fields of a message, in their order on the wire.</summary>
internal ref struct WireFields(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    public WireField Current { get; private set; }

    public readonly WireFields GetEnumerator() => this;

    /// <exception cref="FormatException">The bytes are no message.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The message ends too early.</exception>
    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        var tag = Varint(ref _rest);
        var number = (int)(tag >> 3);
        Current = (tag & 7) switch
        {
            0 => new(number, Varint(ref _rest), default, false),
            1 => new(number, BinaryPrimitives.ReadUInt64LittleEndian(Take(8)), default, false),
            2 => new(number, 0, Take(checked((int)Varint(ref _rest))), true),
            5 => new(number, BinaryPrimitives.ReadUInt32LittleEndian(Take(4)), default, false),
            _ => throw new FormatException($"wire type {tag & 7} of field {number} is not known"),
        };
        return true;
    }

    /// <summary>Takes one number off the front.</summary>
    public static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = bytes[..1][0];
            bytes = bytes[1..];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }

        throw new FormatException("a number is too long");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
