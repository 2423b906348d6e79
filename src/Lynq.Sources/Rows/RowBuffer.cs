using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Lynq.Sources;

/// <summary>
/// One row as UTF-8: each value behind its length (4 bytes), in the order of the statement. That layout is also what
/// is hashed: no two different rows have the same bytes. Reused from row to row.
/// </summary>
internal sealed class RowBuffer(int activateIndex)
{
    private const int Prefix = 4;
    private const int KeepAtMost = 1024 * 1024;

    private byte[] _bytes = new byte[1024];
    private int[] _starts = new int[16];
    private int _length;

    /// <summary>Changes with every row.</summary>
    public int Version { get; private set; }

    /// <summary>How many values the row has so far.</summary>
    public int Count { get; private set; }

    /// <summary>The index of the flag.</summary>
    public int ActivateIndex => activateIndex;

    /// <summary>All bytes of the row, lengths included.</summary>
    public ReadOnlySpan<byte> Canonical => _bytes.AsSpan(0, _length);

    /// <summary>One value's bytes: always valid UTF-8.</summary>
    public ReadOnlySpan<byte> this[int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Count);
            var start = _starts[column];
            return _bytes.AsSpan(start + Prefix, BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(start)));
        }
    }

    /// <summary>Starts the next row.</summary>
    public void Begin()
    {
        Version++;
        Count = 0;
        _length = 0;
        if (_bytes.Length > KeepAtMost) _bytes = new byte[1024];
    }

    /// <summary>Adds a value of bytes that should be UTF-8; each byte that is not becomes U+FFFD, as JSON encoders make it.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            bytes.CopyTo(Reserve(bytes.Length));
        else
            AddRepaired(bytes);
    }

    /// <summary>Adds a value of text.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(text, Reserve(length));
    }

    /// <summary>Adds a value.</summary>
    public void Add(string text) => Add(text.AsSpan());

    /// <summary>Adds NULL, which is the empty string (contract §5.4).</summary>
    public void AddNull() => Reserve(0);

    private Span<byte> Reserve(int length)
    {
        if (Count == _starts.Length) Array.Resize(ref _starts, _starts.Length * 2);
        var needed = checked(_length + Prefix + length);
        if (needed > _bytes.Length) Array.Resize(ref _bytes, (int)Math.Min(Math.Max(needed, _bytes.Length * 2L), Array.MaxLength));
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_length), length);
        _starts[Count++] = _length;
        _length = needed;
        return _bytes.AsSpan(needed - length, length);
    }

    private void AddRepaired(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            // One replacement per bad byte, not per bad sequence: what the operator's users have always seen.
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == System.Buffers.OperationStatus.Done)
                text.Append(rune);
            else
                text.Append('\uFFFD', consumed);
            bytes = bytes[consumed..];
        }

        Add(text.ToString());
    }
}
