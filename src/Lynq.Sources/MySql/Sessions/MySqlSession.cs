namespace Lynq.Sources.MySql;

/// <summary>One logged-in connection: runs one command at a time.</summary>
internal sealed class MySqlSession(PacketStream packets, bool deprecatesEof, SourceTimeouts timeouts, TimeProvider time) : IAsyncDisposable
{
    private const byte CommandQuit = 1;
    private const byte CommandQuery = 3;
    private const byte CommandPing = 14;

    /// <summary>Whether an OK packet ends a result, as both sides have agreed, and no EOF packet its columns.</summary>
    public bool DeprecatesEof => deprecatesEof;

    /// <summary>Whether the next command may be sent: false from its start until all of its answer was read.</summary>
    public bool IsIdle { get; private set; } = true;

    /// <summary>When it was last used, for the pool.</summary>
    public long LastUsed { get; private set; } = time.GetTimestamp();

    /// <summary>Sends a statement; the answer's first packet decides what follows.</summary>
    public async Task<MySqlResult> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        var watchdog = new Watchdog(timeouts.Command, time, cancellationToken);
        try
        {
            await SendAsync(new PayloadWriter().Byte(CommandQuery).Text(sql).Payload, watchdog.Token);
            var result = new MySqlResult(packets, watchdog, this);
            await result.StartAsync();
            return result;
        }
        catch (OperationCanceledException)
        {
            var explained = watchdog.Explain("waiting for the server's answer");
            watchdog.Dispose();
            throw explained;
        }
        catch
        {
            watchdog.Dispose();
            throw;
        }
    }

    /// <summary>Whether the server still answers on this connection.</summary>
    public async Task<bool> PingAsync(CancellationToken cancellationToken)
    {
        using var watchdog = new Watchdog(timeouts.Connect, time, cancellationToken);
        try
        {
            await SendAsync(new[] { CommandPing }, watchdog.Token);
            var answer = await packets.ReadAsync(watchdog.Token);
            if (answer.Length == 0 || answer.Span[0] != 0) return false;
            CommandEnded();
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Asks for all text as utf8mb4, whatever the server's init_connect or its configuration say.</summary>
    public async Task UseUtf8Async(CancellationToken cancellationToken)
    {
        await SendAsync(new PayloadWriter().Byte(CommandQuery).Text("SET NAMES utf8mb4").Payload, cancellationToken);
        var answer = await packets.ReadAsync(cancellationToken);
        switch (new PayloadReader(answer.Span).Byte())
        {
            case 0x00:
                CommandEnded();
                return;
            case 0xFF:
                throw MySqlServerException.Parse(answer.Span);
            default:
                throw new ProtocolViolationException("the server answers SET NAMES with nonsense");
        }
    }

    /// <summary>All of the answer was read.</summary>
    public void CommandEnded()
    {
        IsIdle = true;
        LastUsed = time.GetTimestamp();
    }

    /// <summary>Says goodbye if the server would hear it, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!IsIdle) return;
            using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
            await SendAsync(new[] { CommandQuit }, brief.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It is going away in any case.
        }
        finally
        {
            IsIdle = false;
            await packets.DisposeAsync();
        }
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (!IsIdle) throw new InvalidOperationException("The connection has not ended its last command");
        IsIdle = false;
        packets.StartCommand();
        return packets.WriteAsync(payload, cancellationToken);
    }
}
