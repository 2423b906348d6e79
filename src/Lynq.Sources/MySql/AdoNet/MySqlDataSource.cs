using System.Collections.Concurrent;
using System.Data.Common;

namespace Lynq.Sources.MySql;

/// <summary>
/// A pool of sessions. Only those at rest are kept, few and not for long: a hub reads one table at a time. A session
/// is asked whether its server is still there before it is used again.
/// </summary>
internal sealed class MySqlDataSource(SessionConnector connector, TlsClient? tls, TimeProvider time) : DbDataSource
{
    private const int MostIdle = 5;
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(5);

    private readonly ConcurrentStack<MySqlSession> _idle = new();
    private volatile bool _disposed;

    /// <summary>Empty: nothing is configured by a connection string, and a password must not be in one.</summary>
    public override string ConnectionString => "";

    /// <summary>A session at rest, or a new one.</summary>
    public async ValueTask<MySqlSession> RentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (_idle.TryPop(out var session))
        {
            try
            {
                if (time.GetElapsedTime(session.LastUsed) <= LongestIdle && await session.PingAsync(cancellationToken)) return session;
            }
            catch
            {
                await session.DisposeAsync();
                throw;
            }

            await session.DisposeAsync();
        }

        return await connector.ConnectAsync(cancellationToken);
    }

    /// <summary>Takes a session back: to be kept if it is at rest, else to be closed.</summary>
    public async ValueTask ReturnAsync(MySqlSession session)
    {
        if (session.IsIdle && !_disposed && _idle.Count < MostIdle)
            _idle.Push(session);
        else
            await session.DisposeAsync();
        if (_disposed) await CloseIdleAsync();
    }

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new MySqlConnection(this);

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        _disposed = true;
        await CloseIdleAsync();
        tls?.Dispose();
        await base.DisposeAsyncCore();
    }

    private async ValueTask CloseIdleAsync()
    {
        while (_idle.TryPop(out var session)) await session.DisposeAsync();
    }
}
