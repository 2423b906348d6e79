namespace Lynq.Scenarios;

/// <summary>A private PostgreSQL.</summary>
internal sealed class PostgreSqlDatabases(PostgreSqlServer server) : IDatabaseServer
{
    public static async Task<PostgreSqlDatabases> StartAsync() => new(await PostgreSqlServer.StartAsync());

    public async Task<ScenarioDatabase> CreateAsync(string name)
    {
        await server.ExecuteAsync($"CREATE ROLE {name} LOGIN PASSWORD 'first-{name}'");
        await server.ExecuteAsync($"CREATE DATABASE {name} OWNER {name}");
        return new Database(server, name);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private sealed class Database(PostgreSqlServer server, string name) : ScenarioDatabase
    {
        public override string Password => $"first-{name}";

        public override string Flag => "SMALLINT";

        public override string DateTime => "TIMESTAMP";

        // The table belongs to whoever makes it: the superuser here, so the hub's user needs the right to read.
        public override Task ExecuteAsync(string sql) => server.ExecuteAsync($"SET ROLE {name};\n{sql}", name);

        public override Task ChangePasswordAsync(string password) => server.ExecuteAsync($"ALTER ROLE {name} PASSWORD '{password}'");

        public override JsonObject Source(string table, string syncInterval, string secret) => Source("postgresql", syncInterval, Settings(server, name, table, secret));

        public override async ValueTask DisposeAsync()
        {
            await server.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)", "postgres");
            await server.ExecuteAsync($"DROP ROLE {name}", "postgres");
        }
    }
}
