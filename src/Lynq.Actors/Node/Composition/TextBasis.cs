using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Lynq.Actors.Node.Composition;

/// <summary>
/// A text from which others like it are told apart by little: what nodes of one form hold differs in names, hashes and a few
/// values. Encodes a text as pieces that are copied from the basis and bytes between them. Immutable.
/// </summary>
/// <remarks>
/// The encoding: number of own bytes, these bytes, then, unless the text ends there, from where to copy (relative to where the
/// last piece plus the own bytes end, which is mostly 0) and how many. Numbers are base 128, the offset in zigzag.
/// </remarks>
internal sealed class TextBasis
{
    // A copy takes two or three bytes to write: shorter ones are not worth it.
    private const int Shortest = 6;

    private readonly byte[] _bytes;

    // Where a sequence of bytes begins, plus one, by its hash; 0 for nowhere. The last of equal ones stays.
    private readonly int[] _positions;

    public TextBasis(byte[] bytes)
    {
        _bytes = bytes;
        _positions = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(bytes.Length, 1)) * 2];
        for (var i = 0; i + Shortest <= bytes.Length; i++) _positions[Slot(bytes.AsSpan(i))] = i + 1;
    }

    /// <summary>Encodes a text; the more it is like the basis, the shorter.</summary>
    public byte[] Encode(ReadOnlySpan<byte> text)
    {
        var output = new ArrayBufferWriter<byte>(128);
        var (own, expected) = (0, 0);
        for (var at = 0; at + Shortest <= text.Length;)
        {
            var (from, length) = Longest(text[at..], expected + at - own);
            if (length < Shortest)
            {
                at++;
                continue;
            }

            Write(output, text[own..at]);
            var offset = from - (expected + at - own);
            Write(output, (uint)((offset << 1) ^ (offset >> 31)));
            Write(output, (uint)length);
            at += length;
            (own, expected) = (at, from + length);
        }

        Write(output, text[own..]);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes the text that was encoded by this basis.</summary>
    public void Decode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> output)
    {
        for (var expected = 0; ;)
        {
            var own = (int)Read(ref encoded);
            output.Write(encoded[..own]);
            encoded = encoded[own..];
            if (encoded.IsEmpty) return;
            var offset = Read(ref encoded);
            var from = expected + own + ((int)(offset >> 1) ^ -(int)(offset & 1));
            var length = (int)Read(ref encoded);
            output.Write(_bytes.AsSpan(from, length));
            expected = from + length;
        }
    }

    // Two guesses: that it goes on where it stopped, with as many bytes replaced; and wherever these bytes were last seen.
    private (int From, int Length) Longest(ReadOnlySpan<byte> text, int straight)
    {
        var found = _positions[Slot(text)] - 1;
        var there = found < 0 ? 0 : text.CommonPrefixLength(_bytes.AsSpan(found));
        var here = straight < _bytes.Length ? text.CommonPrefixLength(_bytes.AsSpan(straight)) : 0;
        return here >= there ? (straight, here) : (found, there);
    }

    private int Slot(ReadOnlySpan<byte> text)
    {
        var six = MemoryMarshal.Read<uint>(text) | ((ulong)MemoryMarshal.Read<ushort>(text[4..]) << 32);
        return (int)((six * 0x9E3779B97F4A7C15) >> (64 - BitOperations.Log2((uint)_positions.Length)));
    }

    private static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> own)
    {
        Write(output, (uint)own.Length);
        output.Write(own);
    }

    private static void Write(ArrayBufferWriter<byte> output, uint number)
    {
        var span = output.GetSpan(5);
        var count = 0;
        for (; number >= 0x80; number >>= 7) span[count++] = (byte)(number | 0x80);
        span[count++] = (byte)number;
        output.Advance(count);
    }

    private static uint Read(ref ReadOnlySpan<byte> encoded)
    {
        uint number = 0;
        for (var (shift, more) = (0, true); more; shift += 7)
        {
            number |= (uint)(encoded[0] & 0x7F) << shift;
            more = encoded[0] >= 0x80;
            encoded = encoded[1..];
        }

        return number;
    }
}
