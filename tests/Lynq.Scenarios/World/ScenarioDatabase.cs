namespace Lynq.Scenarios;

/// <summary>A database server, or a folder of files, that gives each scenario a database of its own.</summary>
internal interface IDatabaseServer : IAsyncDisposable
{
    Task<ScenarioDatabase> CreateAsync(string name);
}

/// <summary>One scenario's database.</summary>
internal abstract class ScenarioDatabase : IAsyncDisposable
{
    /// <summary>What the Secret's key holds.</summary>
    public abstract string Password { get; }

    /// <summary>Statement that makes the conventions' base table.</summary>
    public string BaseTable =>
        $"CREATE TABLE tenants (id VARCHAR(253), active {Flag} DEFAULT 1, plan VARCHAR(32), region VARCHAR(32), replicas VARCHAR(16), image VARCHAR(200), cfg JSON, url VARCHAR(200), PRIMARY KEY(id))";

    /// <summary>Statement that makes the base table without its primary key.</summary>
    public string KeylessTable => BaseTable.Replace(", PRIMARY KEY(id)", "", StringComparison.Ordinal);

    /// <summary>Type of the column that switches a row on and off.</summary>
    public virtual string Flag => "TINYINT(1)";

    /// <summary>Statement that makes the base table with further columns.</summary>
    public string BaseTableWith(string columns) => BaseTable.Replace(", PRIMARY KEY(id)", $", {columns}, PRIMARY KEY(id)", StringComparison.Ordinal);

    /// <summary>Type of a column with date and time without zone.</summary>
    public virtual string DateTime => "DATETIME";

    /// <summary>Runs statements.</summary>
    public abstract Task ExecuteAsync(string sql);

    /// <summary>Gives the hub's user another password.</summary>
    public virtual Task ChangePasswordAsync(string password) => throw new NotSupportedException("this database has no passwords");

    /// <summary>The <c>source</c> of a hub that reads a table or view of it.</summary>
    public abstract JsonObject Source(string table, string syncInterval, string secret);

    public abstract ValueTask DisposeAsync();

    protected static JsonObject Source(string type, string syncInterval, JsonObject settings) =>
        new() { ["type"] = type, ["syncInterval"] = syncInterval, [type] = settings };

    /// <summary>How a hub reaches a server's database, whose user has the same name.</summary>
    protected static JsonObject Settings(DatabaseServer server, string database, string table, string secret) => new()
    {
        ["host"] = server.Host,
        ["port"] = server.Port,
        ["username"] = database,
        ["database"] = database,
        ["table"] = table,
        ["passwordRef"] = new JsonObject { ["name"] = secret, ["key"] = "password" },
    };
}
