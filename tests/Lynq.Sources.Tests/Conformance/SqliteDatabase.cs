using Microsoft.Data.Sqlite;

namespace Lynq.Sources.Tests.Conformance;

public sealed class SqliteDatabase : ISourceDatabase, IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"lynq-{Guid.NewGuid():N}.db");

    public SourceKind Kind => SourceKind.Sqlite;

    public SourceConnection Connection => new() { Kind = Kind, Database = _file };

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose() => File.Delete(_file);
}
