using System.Text;
using Lynq.Actors.Watching;
using Lynq.Testing;
using Xunit;
using static Lynq.Actors.Tests.Node.Acting.FormSpecs;

namespace Lynq.Actors.Tests.Operation;

/// <summary>Contract §5.1: a rotated Secret is used at once, on real databases; the next sync by the clock would be an hour away.</summary>
public sealed class SecretRotationTests(MariaDbFixture mariaDb, PostgreSqlFixture postgreSql) : IClassFixture<MariaDbFixture>, IClassFixture<PostgreSqlFixture>
{
    [MariaDbFact]
    public async Task A_hub_on_MariaDB_reconnects_with_the_new_password()
    {
        var server = mariaDb.Server;
        await server.ExecuteAsync($"create table {server.Database}.tenants (id varchar(20), active varchar(5), plan varchar(20)); insert into {server.Database}.tenants values ('a', '1', 'x');"
            + $"create user 'reader'@'%' identified by 'first'; grant select on {server.Database}.tenants to 'reader'@'%';", "mysql");
        await RotateAsync("mysql", server.Host, server.Port, server.Database, new Rotation(
            () => server.ExecuteAsync("alter user 'reader'@'%' identified by 'second'", "mysql"),
            () => server.ExecuteAsync($"insert into {server.Database}.tenants values ('b', '1', 'x')", "mysql")));
    }

    [PostgreSqlFact]
    public async Task A_hub_on_PostgreSQL_reconnects_with_the_new_password()
    {
        var server = postgreSql.Server;
        await server.ExecuteAsync("create table tenants (id text, active text, plan text); insert into tenants values ('a', '1', 'x'); create role reader login password 'first'; grant select on tenants to reader", server.Database);
        await RotateAsync("postgresql", server.Host, server.Port, server.Database, new Rotation(
            () => server.ExecuteAsync("alter role reader password 'second'", server.Database),
            () => server.ExecuteAsync("insert into tenants values ('b', '1', 'x')", server.Database)));
    }

    private static async Task RotateAsync(string type, string host, int port, string database, Rotation rotation)
    {
        await using var bench = await OperatorBench.StartAsync();
        await bench.CreateAsync(BuiltInResources.Secrets, $$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"db"},"data":{"password":"{{Base64("first")}}"} }""");
        await bench.CreateAsync(BuiltInResources.Hubs, $$$"""
            {"apiVersion":"operator.lynq.sh/v1","kind":"LynqHub","metadata":{"name":"tenants"},
             "spec":{"source":{"type":"{{{type}}}","syncInterval":"1h","{{{type}}}":{"host":"{{{host}}}","port":{{{port}}},"username":"reader","passwordRef":{"name":"db","key":"password"},"database":"{{{database}}}","table":"tenants"} },
              "valueMappings":{"uid":"id","activate":"active"},"extraValueMappings":{"plan":"plan"} } }
            """);
        await bench.FormAsync(ConfigMap("app"));
        await bench.AwaitsReady(1);

        await rotation.Password();
        await rotation.Row();
        await SecretAsync(bench, "wrong");
        await bench.Awaits(
            BuiltInResources.Hubs, "tenants", h => OperatorBench.Condition(h, "Ready", "reason") == "DatabaseConnectionFailed", "the wrong password is tried and refused");
        await SecretAsync(bench, "second");

        await bench.AwaitsReady(2);
        await bench.Awaits(BuiltInResources.Hubs, "tenants", h => OperatorBench.Condition(h, "Ready") == "True", "the hub is well again");
    }

    private static Task SecretAsync(OperatorBench bench, string password) =>
        bench.PatchAsync(BuiltInResources.Secrets, "db", $$"""{"data":{"password":"{{Base64(password)}}"} }""");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private sealed record Rotation(Func<Task> Password, Func<Task> Row);
}
