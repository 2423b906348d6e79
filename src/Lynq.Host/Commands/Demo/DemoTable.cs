using Microsoft.Data.Sqlite;

namespace Lynq.Host.Commands.Demo;

/// <summary>The demo's table in a SQLite file: who is a customer, and on which plan.</summary>
internal sealed class DemoTable(string path)
{
    /// <summary>Name of the table.</summary>
    public const string Name = "tenants";

    private readonly string _connection = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ConnectionString;

    /// <summary>Makes the table with three rows, one of them inactive.</summary>
    public Task CreateAsync(CancellationToken stop) => ExecuteAsync(
        """
        create table tenants (id text primary key, plan text not null, replicas integer not null, active integer not null);
        insert into tenants values ('acme', 'gold', 2, 1), ('globex', 'free', 1, 1), ('initech', 'free', 1, 0);
        """,
        stop);

    /// <summary>Runs statements.</summary>
    /// <exception cref="UserException">They are wrong; the message is the database's.</exception>
    public async Task<SqlOutcome> ExecuteAsync(string sql, CancellationToken stop)
    {
        try
        {
            await using var connection = new SqliteConnection(_connection);
            await connection.OpenAsync(stop);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync(stop);
            var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
            var rows = new List<IReadOnlyList<string>>();
            while (await reader.ReadAsync(stop))
                rows.Add([.. columns.Select((_, i) => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "")]);
            return new(columns, rows, reader.RecordsAffected);
        }
        catch (SqliteException e)
        {
            throw new UserException($"the database refused the statement: {e.Message}");
        }
    }
}

/// <summary>What a statement brought.</summary>
/// <param name="Columns">Columns of its result; empty when it has none.</param>
/// <param name="Rows">Rows of its result.</param>
/// <param name="Changed">Rows that it changed; negative when it changed none by its nature.</param>
internal sealed record SqlOutcome(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, int Changed);
