using System.Buffers;
using System.Text;

namespace Lynq.Testing;

/// <summary>A text as it comes from a connection: in pieces that end anywhere.</summary>
public static class TextInPieces
{
    /// <summary>The UTF-8 bytes of a text in pieces of about one length.</summary>
    /// <param name="text">The text.</param>
    /// <param name="count">How many pieces, 1 or more.</param>
    public static ReadOnlySequence<byte> Of(string text, int count)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var first = new Piece(bytes.AsMemory(0, bytes.Length / count), 0);
        var last = first;
        for (var piece = 1; piece < count; piece++)
            last = last.Follow(bytes.AsMemory(bytes.Length * piece / count, (bytes.Length * (piece + 1) / count) - (bytes.Length * piece / count)));
        return new(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long start) => (Memory, RunningIndex) = (memory, start);

        public Piece Follow(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
