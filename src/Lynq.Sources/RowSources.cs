using Lynq.Sources.MySql;
using Lynq.Sources.PostgreSql;
using Lynq.Sources.Sqlite;
using Microsoft.Extensions.Logging;

namespace Lynq.Sources;

/// <summary>
/// All pools of the process, by their settings: a changed setting or a new version of the credential is another pool,
/// and a pool goes when the last table that uses it is closed.
/// </summary>
public sealed class RowSources : IRowSources, IAsyncDisposable
{
    private readonly Dictionary<SourceConnection, SharedPool> _pools = [];
    private readonly Lock _lock = new();
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly MySqlProvider _mySql;
    private readonly PostgreSqlProvider _postgreSql = new();
    private readonly SqliteProvider _sqlite = new();
    private bool _disposed;

    /// <summary>Makes an empty registry.</summary>
    /// <param name="logger">Told once per pool if TLS was preferred but not to be had.</param>
    /// <param name="time">The clock of all time-outs.</param>
    /// <param name="mySqlDriver">A MySQL client library to use instead of this room's own driver.</param>
    public RowSources(ILogger<RowSources> logger, TimeProvider time, IMySqlDriver? mySqlDriver = null)
    {
        _logger = logger;
        _time = time;
        _mySql = new MySqlProvider(mySqlDriver ?? new MySqlDriver(time));
    }

    /// <summary>How many pools there are.</summary>
    public int PoolCount
    {
        get
        {
            lock (_lock) return _pools.Count;
        }
    }

    /// <inheritdoc/>
    public IRowSource Open(SourceConnection connection, RowMapping mapping)
    {
        var provider = ProviderOf(connection.Kind);
        Check(connection);
        var statement = provider.Identifiers.Select(mapping);
        var pool = Acquire(connection, provider);
        return new DatabaseRowSource(new Table(pool.Source, provider, connection, mapping, statement, _time), () => ReleaseAsync(connection, pool));
    }

    /// <summary>Closes all pools; reads that are under way fail.</summary>
    public async ValueTask DisposeAsync()
    {
        SharedPool[] pools;
        lock (_lock)
        {
            _disposed = true;
            pools = [.. _pools.Values];
            _pools.Clear();
        }

        foreach (var pool in pools) await pool.Source.DisposeAsync();
    }

    private SharedPool Acquire(SourceConnection connection, SourceProvider provider)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_pools.TryGetValue(connection, out var pool))
                _pools.Add(connection, pool = new SharedPool(provider.CreatePool(connection, _logger)));
            pool.Users++;
            return pool;
        }
    }

    private async ValueTask ReleaseAsync(SourceConnection connection, SharedPool pool)
    {
        lock (_lock)
        {
            if (--pool.Users > 0 || _disposed) return;
            _pools.Remove(connection);
        }

        await pool.Source.DisposeAsync();
    }

    private SourceProvider ProviderOf(SourceKind kind) => kind switch
    {
        SourceKind.MySql => _mySql,
        SourceKind.PostgreSql => _postgreSql,
        SourceKind.Sqlite => _sqlite,
        _ => throw new SourceException(SourceErrorKind.BadConfiguration, "source.type is none of mysql, postgresql and sqlite"),
    };

    private static void Check(SourceConnection connection)
    {
        if (string.IsNullOrWhiteSpace(connection.Database) && connection.Kind != SourceKind.MySql)
            throw new SourceException(SourceErrorKind.BadConfiguration, "source.database is empty: name the database");
        if (connection.Kind == SourceKind.Sqlite) return;
        if (string.IsNullOrWhiteSpace(connection.Host))
            throw new SourceException(SourceErrorKind.BadConfiguration, "source.host is empty: name the database's host");
        if (connection.Port is < 0 or > 65535)
            throw new SourceException(SourceErrorKind.BadConfiguration, "source.port is not between 1 and 65535");
    }

    private sealed class SharedPool(System.Data.Common.DbDataSource source)
    {
        public System.Data.Common.DbDataSource Source => source;

        public int Users { get; set; }
    }
}
