namespace Lynq.Sources.MySql;

/// <summary>The rows of a statement as they arrive, in the text protocol.</summary>
internal sealed class MySqlResult(PacketStream packets, Watchdog watchdog, MySqlSession session) : IDisposable
{
    private const int MostColumns = 4096; // the server's own limit
    private const int LongestColumn = 16 * 1024;
    private const int MoreResults = 8;
    private const int LongestEof = 8;
    private const int LongestEnd = 0xFFFFFF - 1;

    private ReadOnlyMemory<byte> _row;
    private (int Start, int Length)[] _values = [];
    private bool _ended;

    /// <summary>What the server says of the columns; none for a statement without rows.</summary>
    public ColumnDefinition[] Columns { get; private set; } = [];

    /// <summary>Whether the server has a further result behind this one.</summary>
    public bool HasMoreResults { get; private set; }

    /// <summary>Reads up to the first row.</summary>
    public async Task StartAsync()
    {
        (_ended, HasMoreResults) = (false, false);
        var header = await ReadAsync();
        switch (new PayloadReader(header.Span).Byte())
        {
            case 0x00:
                Columns = [];
                EndWith(OkStatus(header.Span));
                return;
            case 0xFF:
                throw Failure(header.Span);
            case 0xFB:
                throw new ProtocolViolationException("the server asks for a local file, which it never gets");
        }

        Columns = new ColumnDefinition[ColumnCount(header.Span)];
        _values = new (int, int)[Columns.Length];
        for (var i = 0; i < Columns.Length; i++) Columns[i] = Column((await ReadAsync()).Span);
        if (!session.DeprecatesEof) await ReadEofAsync();
        watchdog.Pause();
    }

    /// <summary>The next row if it has arrived already: true or false as for a reader, null if it has not.</summary>
    public bool? TryNext()
    {
        if (_ended) return false;
        return packets.TryRead(out var payload) ? Take(payload) : null;
    }

    /// <summary>The next row, waiting for it.</summary>
    public async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (_ended) return false;
        await using var registration = cancellationToken.UnsafeRegister(static dog => ((Watchdog)dog!).Cancel(), watchdog);
        watchdog.Restart();
        try
        {
            return Take(await packets.ReadAsync(watchdog.Token));
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw watchdog.Explain("waiting for the next rows");
        }
        finally
        {
            watchdog.Pause();
        }
    }

    /// <summary>Whether a value of the row is NULL.</summary>
    public bool IsNull(int column) => _values[column].Length < 0;

    /// <summary>A value of the row: the server's text, none for NULL.</summary>
    public ReadOnlyMemory<byte> Value(int column)
    {
        var (start, length) = _values[column];
        return length < 0 ? default : _row.Slice(start, length);
    }

    /// <inheritdoc/>
    public void Dispose() => watchdog.Dispose();

    private bool Take(ReadOnlyMemory<byte> payload)
    {
        var first = new PayloadReader(payload.Span).Byte();
        if (first == 0xFF) throw Failure(payload.Span);
        // 0xFE also starts a value of more than 16 MiB, in a packet that is longer than any end.
        if (first == 0xFE && payload.Length <= (session.DeprecatesEof ? LongestEnd : LongestEof))
        {
            EndWith(session.DeprecatesEof ? OkStatus(payload.Span) : EofStatus(payload.Span));
            return false;
        }

        var packet = new PayloadReader(payload.Span);
        for (var i = 0; i < _values.Length; i++)
        {
            var found = packet.TryValue(out var value);
            _values[i] = found ? (payload.Length - packet.Rest().Length - value.Length, value.Length) : (0, -1);
        }

        if (!packet.IsAtEnd) throw new ProtocolViolationException("a row has more values than columns");
        _row = payload;
        return true;
    }

    private void EndWith(int status)
    {
        _ended = true;
        HasMoreResults = (status & MoreResults) != 0;
        watchdog.Pause();
        if (!HasMoreResults) session.CommandEnded();
    }

    private MySqlServerException Failure(ReadOnlySpan<byte> payload)
    {
        _ended = true;
        session.CommandEnded();
        return MySqlServerException.Parse(payload);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync()
    {
        watchdog.Restart();
        return await packets.ReadAsync(watchdog.Token);
    }

    private async Task ReadEofAsync()
    {
        var payload = await ReadAsync();
        if (payload.Length == 0 || payload.Span[0] != 0xFE || payload.Length > LongestEof)
            throw new ProtocolViolationException("the columns do not end");
    }

    private static int ColumnCount(ReadOnlySpan<byte> payload)
    {
        var packet = new PayloadReader(payload);
        var count = packet.Length();
        return count is > 0 and <= MostColumns ? (int)count : throw new ProtocolViolationException("a result has more columns than any table");
    }

    private static ColumnDefinition Column(ReadOnlySpan<byte> payload) => payload.Length <= LongestColumn
        ? ColumnDefinition.Parse(payload)
        : throw new ProtocolViolationException("a column has a longer name than any column");

    private static int OkStatus(ReadOnlySpan<byte> payload)
    {
        var packet = new PayloadReader(payload[1..]);
        packet.Length(); // rows affected
        packet.Length(); // last id
        return packet.UInt16();
    }

    private static int EofStatus(ReadOnlySpan<byte> payload)
    {
        var packet = new PayloadReader(payload[1..]);
        packet.UInt16(); // warnings
        return packet.UInt16();
    }
}
