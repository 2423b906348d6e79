using System.Buffers.Binary;

namespace Lynq.Sources.MySql;

/// <summary>
/// Packets over a stream of bytes. A payload is a view of the buffer, valid until the next is read. Memory grows with
/// the bytes that arrive, never with a length that was only claimed.
/// </summary>
internal sealed class PacketStream(Stream stream) : IAsyncDisposable
{
    private const int HeaderLength = 4;
    private const int FullPart = 0xFFFFFF;
    private const int BufferLength = 64 * 1024;

    private readonly byte[] _buffer = new byte[BufferLength];
    private byte[] _large = [];
    private int _start;
    private int _end;
    private byte _sequence;
    private Stream _stream = stream;

    /// <summary>The longest payload that is accepted, in bytes.</summary>
    public int Limit { get; set; } = BufferLength;

    /// <summary>Whether bytes have arrived that nobody asked for yet.</summary>
    public bool HasUnread => _end > _start;

    /// <summary>Goes on over another stream, such as TLS on top of this one.</summary>
    public Stream Stream
    {
        get => _stream;
        set => _stream = value;
    }

    /// <summary>A new command starts: packets are numbered from 0.</summary>
    public void StartCommand() => _sequence = 0;

    /// <summary>The next payload if it is in the buffer already.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> payload)
    {
        payload = default;
        if (_end - _start < HeaderLength) return false;
        var length = PartLength(_start);
        if (length == FullPart || _end - _start - HeaderLength < length) return false;
        TakeHeader();
        CheckLimit(length);
        payload = _buffer.AsMemory(_start, length);
        _start += length;
        return true;
    }

    /// <summary>The next payload.</summary>
    /// <exception cref="ProtocolViolationException">Out of order, or longer than <see cref="Limit"/>.</exception>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        _large = [];
        while (true)
        {
            if (TryRead(out var payload)) return payload;
            await BufferAsync(HeaderLength, cancellationToken);
            var length = PartLength(_start);
            if (length > BufferLength - HeaderLength) return await ReadLargeAsync(cancellationToken);
            await BufferAsync(HeaderLength + length, cancellationToken);
        }
    }

    /// <summary>Sends one payload, in as many parts as the protocol asks for.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        int length;
        do
        {
            length = Math.Min(payload.Length, FullPart);
            var part = new byte[HeaderLength + length];
            BinaryPrimitives.WriteUInt32LittleEndian(part, (uint)length | (uint)_sequence++ << 24);
            payload[..length].CopyTo(part.AsMemory(HeaderLength));
            await _stream.WriteAsync(part, cancellationToken);
            payload = payload[length..];
        }
        while (length == FullPart);

        await _stream.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async ValueTask<ReadOnlyMemory<byte>> ReadLargeAsync(CancellationToken cancellationToken)
    {
        var total = 0;
        int part;
        do
        {
            await BufferAsync(HeaderLength, cancellationToken);
            part = PartLength(_start);
            TakeHeader();
            CheckLimit((long)total + part);
            total = await AppendAsync(total, part, cancellationToken);
        }
        while (part == FullPart);
        return _large.AsMemory(0, total);
    }

    private async ValueTask<int> AppendAsync(int total, int part, CancellationToken cancellationToken)
    {
        var end = total + part;
        while (total < end)
        {
            if (total == _large.Length) Array.Resize(ref _large, (int)Math.Min(Math.Max(total * 2L, BufferLength * 2), Math.Max(Limit, BufferLength)));
            var wanted = _large.AsMemory(total, Math.Min(end, _large.Length) - total);
            if (HasUnread)
            {
                var count = Math.Min(wanted.Length, _end - _start);
                _buffer.AsMemory(_start, count).CopyTo(wanted);
                _start += count;
                total += count;
            }
            else
            {
                total += await FillAsync(wanted, cancellationToken);
            }
        }

        return total;
    }

    private async ValueTask BufferAsync(int count, CancellationToken cancellationToken)
    {
        if (_end - _start >= count) return;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        while (_end < count) _end += await FillAsync(_buffer.AsMemory(_end), cancellationToken);
    }

    private async ValueTask<int> FillAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        var count = await _stream.ReadAsync(target, cancellationToken);
        return count > 0 ? count : throw new EndOfStreamException("the server closed the connection");
    }

    private int PartLength(int offset) => (int)(BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(offset)) & FullPart);

    private void TakeHeader()
    {
        if (_buffer[_start + 3] != _sequence++) throw new ProtocolViolationException("packets arrive out of order");
        _start += HeaderLength;
    }

    private void CheckLimit(long length)
    {
        if (length > Limit) throw new ProtocolViolationException("a packet is longer than is accepted");
    }
}
