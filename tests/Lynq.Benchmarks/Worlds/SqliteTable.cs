using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Lynq.Benchmarks.Worlds;

/// <summary>A SQLite file.</summary>
internal sealed class SqliteTable : RowTable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lynq-benchmark-").FullName;
    private readonly SqliteConnection _connection;

    private SqliteTable() => _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ConnectionString);

    public override string Description => "SQLite";

    public override string Password => "unused";

    private string File => Path.Combine(_folder, "rows.db");

    public static SqliteTable Create()
    {
        var table = new SqliteTable();
        table._connection.Open();
        return table;
    }

    public override async Task ExecuteAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public override JsonObject Source(string table, string syncInterval, string secret) =>
        Source("sqlite", syncInterval, new JsonObject { ["path"] = File, ["table"] = table });

    public override async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
