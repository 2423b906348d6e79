using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Lynq.Sources.Sqlite;

/// <summary>Read-only connections to one file. SQLite's own pool stays off: opening costs little, and the file may be replaced.</summary>
internal sealed class SqlitePool(SourceConnection connection) : DbDataSource
{
    /// <inheritdoc/>
    public override string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = connection.Database,
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = false,
        DefaultTimeout = (int)Math.Clamp(Math.Ceiling(connection.Timeouts.Command.TotalSeconds), 1, int.MaxValue / 1000),
    }.ConnectionString;

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);
}
