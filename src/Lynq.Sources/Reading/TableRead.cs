using System.Data;
using System.Data.Common;

namespace Lynq.Sources;

/// <summary>One read of a table: its connection, its statement, its current row.</summary>
internal sealed class TableRead : IAsyncDisposable
{
    private readonly Table _table;
    private readonly Watchdog _total;
    private readonly CancellationToken _caller;
    private readonly RowBuffer _buffer;
    private DbConnection? _connection;
    private DbCommand? _command;
    private DbDataReader? _reader;
    private RowFormat? _format;
    private CancellationTokenRegistration _interrupt;

    private TableRead(Table table, CancellationToken cancellationToken)
    {
        _table = table;
        _caller = cancellationToken;
        _total = new Watchdog(table.Connection.Timeouts.Total, table.Time, cancellationToken);
        _buffer = new RowBuffer(table.Mapping.ActivateIndex);
    }

    /// <summary>The row that was read last.</summary>
    public Row Row => new(_buffer);

    /// <summary>Connects and sends the statement.</summary>
    public static async Task<TableRead> StartAsync(Table table, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = new TableRead(table, cancellationToken);
        try
        {
            await read.ConnectAsync();
            await read.ExecuteAsync();
            return read;
        }
        catch
        {
            await read.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes to the next row; false behind the last.</summary>
    /// <exception cref="SourceException">The result is not whole.</exception>
    public async ValueTask<bool> NextAsync()
    {
        try
        {
            // Drivers look at the token only when they wait, and rows may have arrived in plenty.
            _total.Token.ThrowIfCancellationRequested();
            if (!await _reader!.ReadAsync(_total.Token)) return false;
            _format!.Read(_reader, _table.Mapping.Columns.Length, _buffer);
            return true;
        }
        catch (Exception e)
        {
            throw Explain(e, connecting: false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _interrupt.DisposeAsync();
            if (_reader is not null) await _reader.DisposeAsync();
            if (_command is not null) await _command.DisposeAsync();
            if (_connection is not null) await _connection.DisposeAsync();
        }
        catch (Exception e) when (e is DbException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Closing what has failed may fail as well; the failure itself was told already.
        }
        finally
        {
            _total.Dispose();
        }
    }

    private async Task ConnectAsync()
    {
        using var watchdog = new Watchdog(_table.Connection.Timeouts.Connect, _table.Time, _total.Token);
        try
        {
            _connection = await _table.Pool.OpenConnectionAsync(watchdog.Token);
        }
        catch (OperationCanceledException) when (!_total.Token.IsCancellationRequested)
        {
            throw Explain(watchdog.Explain("connecting"), connecting: true);
        }
        catch (Exception e)
        {
            throw Explain(e, connecting: true);
        }
    }

    private async Task ExecuteAsync()
    {
        try
        {
            _interrupt = _table.Provider.InterruptOn(_connection!, _total.Token);
            _command = _connection!.CreateCommand();
            _command.CommandText = _table.Statement;
            _command.CommandTimeout = (int)Math.Clamp(Math.Ceiling(_table.Connection.Timeouts.Command.TotalSeconds), 1, int.MaxValue / 1000);
            _table.Provider.Prepare(_command);
            _reader = await _command.ExecuteReaderAsync(CommandBehavior.SingleResult | CommandBehavior.SequentialAccess, _total.Token);
            _format = _table.Provider.Format(_reader);
        }
        catch (Exception e)
        {
            throw Explain(e, connecting: false);
        }
    }

    private Exception Explain(Exception error, bool connecting)
    {
        if (_caller.IsCancellationRequested) return new OperationCanceledException(_caller);
        if (_total.Token.IsCancellationRequested)
            return new SourceException(SourceErrorKind.Timeout, _total.Explain($"reading table \"{_table.Mapping.Table}\" from {_table.Connection.Endpoint}").Message + ": read fewer rows, or allow more time");
        return error as SourceException ?? SourceFailure.Of(error, _table.Provider, _table.Connection, connecting);
    }
}
