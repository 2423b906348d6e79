using System.Text;
using System.Text.Json.Nodes;
using Lynq.Testing;

namespace Lynq.Benchmarks.Worlds;

/// <summary>The database of a run.</summary>
internal abstract class RowTable : IAsyncDisposable
{
    private const int RowsOfAStatement = 500;

    /// <summary>What it is, for the report.</summary>
    public abstract string Description { get; }

    /// <summary>The password that a hub's Secret holds.</summary>
    public abstract string Password { get; }

    /// <summary>Process ids of the database's programs; none for a library.</summary>
    public virtual IReadOnlyList<int> Processes => [];

    /// <summary>MariaDB where it is asked for or installed, else SQLite.</summary>
    public static async Task<RowTable> StartAsync(string database) =>
        database == "mariadb" || (database == "auto" && DatabasePrograms.WhyNoMariaDb is null) ? await MariaDbTable.StartAsync() : SqliteTable.Create();

    /// <summary>Runs a statement; when this returns it is committed.</summary>
    public abstract Task ExecuteAsync(string sql);

    /// <summary>The <c>source</c> of a hub that reads a table.</summary>
    public abstract JsonObject Source(string table, string syncInterval, string secret);

    /// <summary>Makes a table with so many active rows, t00000 and on, in place of one that is there.</summary>
    public async Task FillAsync(string table, int rows)
    {
        await ExecuteAsync($"DROP TABLE IF EXISTS {table}");
        await ExecuteAsync($"CREATE TABLE {table} (id VARCHAR(40) PRIMARY KEY, active TINYINT NOT NULL, plan VARCHAR(20), region VARCHAR(20), url VARCHAR(80))");
        foreach (var some in Enumerable.Range(0, rows).Chunk(RowsOfAStatement))
        {
            var sql = new StringBuilder($"INSERT INTO {table} VALUES ");
            sql.AppendJoin(',', some.Select(i => $"('{Uid(i)}',1,'{(i % 3 == 0 ? "free" : "pro")}','eu-{i % 4}','https://{Uid(i)}.example.com')"));
            await ExecuteAsync(sql.ToString());
        }
    }

    /// <summary>The uid of a row.</summary>
    public static string Uid(int row) => $"t{row:00000}";

    public abstract ValueTask DisposeAsync();

    protected static JsonObject Source(string type, string syncInterval, JsonObject settings) =>
        new() { ["type"] = type, ["syncInterval"] = syncInterval, [type] = settings };
}
