using Lynq.Sources.Tests.Conformance;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Sources.Tests.Connections;

[Collection(DatabasesCollection.Name)]
public sealed class PostgreSqlConnectionTests(PostgreSqlFixture fixture)
{
    private PostgreSqlDatabase Database => new(fixture.Server);

    [PostgreSqlFact]
    public Task Connects_in_every_tls_mode() => TlsCases.ConnectsInEveryModeAsync(
        Database,
        fixture.Server.CaPem,
        "CREATE VIEW tls_state AS SELECT 'x'::text AS id, ssl AS active FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
        "tls_state");

    [PostgreSqlFact]
    public Task Refuses_a_wrong_name_and_an_unknown_authority() => TlsCases.VerifiesAsync(Database, fixture.Server.CaPem!);

    [PostgreSqlFact]
    public async Task Falls_back_to_clear_text_only_where_tls_is_preferred_and_says_so_once()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await TlsCases.WithoutServerTlsAsync(new PostgreSqlDatabase(server));
    }

    [PostgreSqlFact]
    public async Task Reads_a_table_of_another_schema()
    {
        await Database.ExecuteAsync("CREATE SCHEMA \"other-one\"; CREATE TABLE \"other-one\".\"Rows\" (id TEXT, active BOOLEAN); INSERT INTO \"other-one\".\"Rows\" VALUES ('a', TRUE)");
        var row = (await Database.ReadAsync(new RowMapping("\"other-one\".Rows", "id", "active"))).Single();
        (row.Uid, row.Activate).ShouldBe(("a", "1"));
    }

    [PostgreSqlFact]
    public async Task Reads_values_alike_whatever_the_role_is_set_to()
    {
        await Database.ExecuteAsync("CREATE ROLE odd LOGIN PASSWORD 'x'; ALTER ROLE odd SET DateStyle='German'; ALTER ROLE odd SET TimeZone='Asia/Tokyo'; ALTER ROLE odd SET extra_float_digits='-5'; ALTER ROLE odd SET bytea_output='escape'; CREATE VIEW odd_values AS SELECT TIMESTAMPTZ '2025-01-15 10:30:00Z' AS id, 1 AS active, 0.1::float8 / 3 AS f, '\\xff41'::bytea AS b; GRANT SELECT ON odd_values TO odd");
        var connection = Database.Connection with { Username = "odd", Credential = new Credential("x", "1") };
        var row = (await connection.ReadAsync(new RowMapping("odd_values", "id", "active", extras: new Dictionary<string, string>(StringComparer.Ordinal) { ["f"] = "f", ["b"] = "b" }))).Single();
        (row.Uid, row.Extras[0], row.Extras[1]).ShouldBe(("2025-01-15T10:30:00Z", "\uFFFDA", "0.03333333333333333"));
    }

    [PostgreSqlFact]
    public async Task Tells_wrong_passwords_missing_rights_and_missing_databases_apart()
    {
        await Database.ExecuteAsync("CREATE ROLE narrow LOGIN PASSWORD 'x'; CREATE TABLE closed (id TEXT, active INT)");
        var mapping = new RowMapping("closed", "id", "active");
        var connection = Database.Connection with { Username = "narrow", Credential = new Credential("x", "1") };
        async Task<SourceErrorKind> KindAsync(SourceConnection c) => (await Should.ThrowAsync<SourceException>(() => c.ReadAsync(mapping))).Kind;
        (await KindAsync(connection)).ShouldBe(SourceErrorKind.PermissionDenied);
        (await KindAsync(connection with { Credential = new Credential("y", "2") })).ShouldBe(SourceErrorKind.AuthenticationFailed);
        (await KindAsync(connection with { Database = "no_such_database" })).ShouldBe(SourceErrorKind.BadConfiguration);
        (await KindAsync(connection with { Port = LoopbackPorts.Free(1)[0] })).ShouldBe(SourceErrorKind.Unreachable);
    }
}
