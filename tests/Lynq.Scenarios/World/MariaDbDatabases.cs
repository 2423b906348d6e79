namespace Lynq.Scenarios;

/// <summary>A private MariaDB.</summary>
internal sealed class MariaDbDatabases(MariaDbServer server) : IDatabaseServer
{
    public static async Task<MariaDbDatabases> StartAsync() => new(await MariaDbServer.StartAsync());

    public async Task<ScenarioDatabase> CreateAsync(string name)
    {
        await server.ExecuteAsync($"CREATE DATABASE `{name}`; CREATE USER '{name}'@'%' IDENTIFIED BY 'first-{name}'; GRANT ALL ON `{name}`.* TO '{name}'@'%'");
        return new Database(server, name);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private sealed class Database(MariaDbServer server, string name) : ScenarioDatabase
    {
        public override string Password => $"first-{name}";

        public override Task ExecuteAsync(string sql) => server.ExecuteAsync(sql, name);

        public override Task ChangePasswordAsync(string password) => server.ExecuteAsync($"ALTER USER '{name}'@'%' IDENTIFIED BY '{password}'");

        public override JsonObject Source(string table, string syncInterval, string secret) => Source("mysql", syncInterval, Settings(server, name, table, secret));

        public override async ValueTask DisposeAsync() => await server.ExecuteAsync($"DROP DATABASE `{name}`; DROP USER '{name}'@'%'");
    }
}
