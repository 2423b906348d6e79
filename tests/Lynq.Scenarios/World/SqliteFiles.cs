using Microsoft.Data.Sqlite;

namespace Lynq.Scenarios;

/// <summary>A folder of SQLite files.</summary>
internal sealed class SqliteFiles : IDatabaseServer
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lynq-scenarios-").FullName;

    public Task<ScenarioDatabase> CreateAsync(string name) => Task.FromResult<ScenarioDatabase>(new SqliteFile(Path.Combine(_folder, $"{name}.db")));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private sealed class SqliteFile : ScenarioDatabase
    {
        private readonly string _path;
        private readonly SqliteConnection _connection;
        private readonly SemaphoreSlim _one = new(1);

        public SqliteFile(string path)
        {
            _path = path;
            _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
            _connection.Open();
            // A process that is stopped amid reading would otherwise keep the rows from being changed.
            using var command = _connection.CreateCommand();
            command.CommandText = "pragma journal_mode = wal";
            command.ExecuteNonQuery();
        }

        public override string Password => "unused";

        public override async Task ExecuteAsync(string sql)
        {
            await _one.WaitAsync();
            try
            {
                await using var command = _connection.CreateCommand();
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync();
            }
            finally
            {
                _one.Release();
            }
        }

        public override JsonObject Source(string table, string syncInterval, string secret) =>
            Source("sqlite", syncInterval, new JsonObject { ["path"] = _path, ["table"] = table });

        public override async ValueTask DisposeAsync()
        {
            await _connection.DisposeAsync();
            _one.Dispose();
        }
    }
}
