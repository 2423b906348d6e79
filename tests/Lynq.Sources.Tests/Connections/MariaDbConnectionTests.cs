using Lynq.Sources.Tests.Conformance;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Sources.Tests.Connections;

[Collection(DatabasesCollection.Name)]
public sealed class MariaDbConnectionTests(MariaDbFixture fixture)
{
    private MariaDbDatabase Database => new(fixture.Server);

    [MariaDbFact]
    public Task Connects_in_every_tls_mode() => TlsCases.ConnectsInEveryModeAsync(
        Database,
        fixture.Server.CaPem,
        "CREATE VIEW tls_state AS SELECT 'x' AS id, IF(VARIABLE_VALUE = '', '0', '1') AS active FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Ssl_cipher'",
        "tls_state");

    [MariaDbFact]
    public Task Refuses_a_wrong_name_and_an_unknown_authority() => TlsCases.VerifiesAsync(Database, fixture.Server.CaPem!);

    [MariaDbFact]
    public async Task Falls_back_to_clear_text_only_where_tls_is_preferred_and_says_so_once()
    {
        await using var server = await MariaDbServer.StartAsync();
        await TlsCases.WithoutServerTlsAsync(new MariaDbDatabase(server));
    }

    [MariaDbFact]
    public async Task Shows_its_client_certificate()
    {
        await fixture.Server.ExecuteAsync("CREATE USER certified@'%' REQUIRE SUBJECT '/CN=client'; GRANT SELECT ON *.* TO certified@'%'; CREATE TABLE certified_only (id VARCHAR(10), active INT)");
        var mapping = new RowMapping("certified_only", "id", "active");
        var bare = Database.Connection with { Username = "certified", Credential = Credential.None, Tls = new TlsSettings { Mode = TlsMode.VerifyFull, CaPem = fixture.Server.CaPem } };
        (await Should.ThrowAsync<SourceException>(() => bare.ReadAsync(mapping))).Kind.ShouldBe(SourceErrorKind.AuthenticationFailed);
        var certified = bare with { Tls = bare.Tls with { ClientCertificatePem = fixture.Server.ClientCertificatePem, ClientKeyPem = fixture.Server.ClientKeyPem } };
        (await certified.ReadAsync(mapping)).ShouldBeEmpty();
    }

    [MariaDbTheory]
    [InlineData("mysql_native_password")]
    [InlineData("ed25519")]
    public async Task Logs_in_by_every_plugin_of_the_server(string plugin)
    {
        var user = $"by_{plugin}";
        await fixture.Server.ExecuteAsync($"CREATE USER {user}@'%' IDENTIFIED VIA {plugin} USING PASSWORD('sé cret'); GRANT SELECT ON *.* TO {user}@'%'; CREATE TABLE table_{user} (id VARCHAR(10), active INT)");
        var mapping = new RowMapping($"table_{user}", "id", "active");
        var connection = Database.Connection with { Username = user, Credential = new Credential("sé cret", "1"), Tls = new TlsSettings { Mode = TlsMode.Disabled } };
        (await connection.ReadAsync(mapping)).ShouldBeEmpty();
        var wrong = connection with { Credential = new Credential("se cret", "2") };
        (await Should.ThrowAsync<SourceException>(() => wrong.ReadAsync(mapping))).Kind.ShouldBe(SourceErrorKind.AuthenticationFailed);
    }

    [MariaDbFact]
    public async Task Connects_through_a_unix_socket()
    {
        await Database.ExecuteAsync("CREATE TABLE by_socket (id VARCHAR(10), active INT)");
        (await (Database.Connection with { Host = fixture.Server.Socket }).ReadAsync(new RowMapping("by_socket", "id", "active"))).ShouldBeEmpty();
    }

    [MariaDbFact]
    public async Task Reads_text_as_utf8_whatever_the_server_starts_connections_with()
    {
        await fixture.Server.ExecuteAsync("CREATE USER plain@'%'; GRANT SELECT ON *.* TO plain@'%'; CREATE TABLE texts (id VARCHAR(10), active INT); INSERT INTO texts VALUES ('Zü€', 1); SET GLOBAL init_connect='SET NAMES latin1'");
        try
        {
            var connection = Database.Connection with { Username = "plain", Credential = Credential.None };
            (await connection.ReadAsync(new RowMapping("texts", "id", "active"))).Single().Uid.ShouldBe("Zü€");
        }
        finally
        {
            await fixture.Server.ExecuteAsync("SET GLOBAL init_connect=''");
        }
    }

    [MariaDbFact]
    public async Task Reads_a_table_of_another_database()
    {
        await Database.ExecuteAsync("CREATE DATABASE \"other-one\"; CREATE TABLE \"other-one\".rows_there (id VARCHAR(10), active INT); INSERT INTO \"other-one\".rows_there VALUES ('a', 1)");
        (await Database.ReadAsync(new RowMapping("`other-one`.rows_there", "id", "active"))).Count.ShouldBe(1);
    }

    [MariaDbFact]
    public async Task Needs_no_more_than_select_on_the_one_view()
    {
        await Database.ExecuteAsync("CREATE TABLE secret_base (id VARCHAR(10), active INT, hidden INT); CREATE VIEW open_view AS SELECT id, active FROM secret_base; CREATE USER narrow@'%'; GRANT SELECT ON open_view TO narrow@'%'");
        var connection = Database.Connection with { Username = "narrow", Credential = Credential.None };
        (await connection.ReadAsync(new RowMapping("open_view", "id", "active"))).ShouldBeEmpty();
        (await Should.ThrowAsync<SourceException>(() => connection.ReadAsync(new RowMapping("secret_base", "id", "active")))).Kind.ShouldBe(SourceErrorKind.PermissionDenied);
        var unknown = connection with { Database = "no_such_database", Username = fixture.Server.Username, Credential = Database.Connection.Credential };
        (await Should.ThrowAsync<SourceException>(() => unknown.ReadAsync(new RowMapping("t", "id", "active")))).Kind.ShouldBe(SourceErrorKind.BadConfiguration);
    }

    [MariaDbFact]
    public async Task Goes_on_after_the_server_has_killed_the_connection()
    {
        await Database.ExecuteAsync("CREATE TABLE survives (id VARCHAR(10), active INT); CREATE USER killed@'%'; GRANT SELECT ON *.* TO killed@'%'");
        await using var sources = Reading.Sources();
        await using var source = sources.Open(Database.Connection with { Username = "killed", Credential = Credential.None }, new RowMapping("survives", "id", "active"));
        (await source.ReadAllAsync()).ShouldBeEmpty();
        await Database.ExecuteAsync("KILL USER killed");
        await Eventually.Holds(async () => (await fixture.Server.ExecuteAsync("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = 'killed'")).Trim() == "0", "the connection is gone");
        (await source.ReadAllAsync()).ShouldBeEmpty();
    }

    [MariaDbFact]
    public async Task Sends_one_statement_for_each_read()
    {
        await Database.ExecuteAsync("CREATE TABLE counted (id VARCHAR(10), active INT)");
        await using var sources = Reading.Sources();
        await using var source = sources.Open(Database.Connection, new RowMapping("counted", "id", "active"));
        await source.ReadAllAsync();
        async Task<int> SelectsAsync() => int.Parse((await fixture.Server.ExecuteAsync("SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'Questions'")).Trim(), System.Globalization.CultureInfo.InvariantCulture);
        var before = await SelectsAsync();
        var ownCost = await SelectsAsync() - before;
        before += ownCost;
        for (var i = 0; i < 10; i++) await source.ReadAllAsync();
        (await SelectsAsync() - before - ownCost).ShouldBe(10);
    }
}
