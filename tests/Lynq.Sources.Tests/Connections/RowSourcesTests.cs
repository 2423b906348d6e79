using Lynq.Sources.Tests.Conformance;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Sources.Tests.Connections;

public sealed class RowSourcesTests
{
    private static readonly SourceConnection Connection = new() { Kind = SourceKind.MySql, Host = "127.0.0.1", Database = "d", Username = "u", Credential = new Credential("top-secret", "7") };
    private static readonly RowMapping Mapping = new("t", "id", "active");

    [Fact]
    public async Task Shares_a_pool_among_equal_settings_and_closes_it_with_the_last_user()
    {
        await using var sources = Reading.Sources();
        var first = sources.Open(Connection, Mapping);
        var second = sources.Open(Connection with { }, new RowMapping("other", "id", "active"));
        var rotated = sources.Open(Connection with { Credential = new Credential("top-secret", "8") }, Mapping);
        sources.PoolCount.ShouldBe(2);
        await first.DisposeAsync();
        await first.DisposeAsync();
        sources.PoolCount.ShouldBe(2);
        await second.DisposeAsync();
        sources.PoolCount.ShouldBe(1);
        await rotated.DisposeAsync();
        sources.PoolCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("", 0, "d", "source.host")]
    [InlineData("h", 70000, "d", "source.port")]
    public async Task Refuses_settings_that_cannot_work(string host, int port, string database, string names)
    {
        await using var sources = Reading.Sources();
        var error = Should.Throw<SourceException>(() => sources.Open(Connection with { Host = host, Port = port, Database = database }, Mapping));
        error.Kind.ShouldBe(SourceErrorKind.BadConfiguration);
        error.Message.ShouldContain(names);
    }

    [Fact]
    public async Task Refuses_certificates_that_are_none()
    {
        await using var sources = Reading.Sources();
        foreach (var tls in (TlsSettings[])[new() { CaPem = "x" }, new() { ClientCertificatePem = "x", ClientKeyPem = "y" }])
            Should.Throw<SourceException>(() => sources.Open(Connection with { Tls = tls }, Mapping)).Kind.ShouldBe(SourceErrorKind.BadConfiguration);
    }

    [Fact]
    public async Task Says_unreachable_when_nobody_listens_or_the_host_is_unknown()
    {
        foreach (var host in (string[])["127.0.0.1", "no-such-host.invalid"])
        {
            var connection = Connection with { Host = host, Port = LoopbackPorts.Free(1)[0] };
            (await Should.ThrowAsync<SourceException>(() => connection.ReadAsync(Mapping))).Kind.ShouldBe(SourceErrorKind.Unreachable);
        }
    }

    [Fact]
    public void Shows_neither_passwords_nor_keys()
    {
        var connection = Connection with { Tls = new TlsSettings { ClientKeyPem = "key-secret" } };
        connection.ToString().ShouldNotContain("secret\"");
        connection.ToString().ShouldNotContain("top-secret");
        connection.ToString().ShouldNotContain("key-secret");
    }

    [Fact]
    public void Names_secret_and_key_when_one_is_missing()
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["password"] = "x" };
        Credential.FromSecret("db", "password", data, "5").ShouldBe(new Credential("x", "5"));
        Should.Throw<SourceException>(() => Credential.FromSecret("db", "pass", data, "5")).Message.ShouldContain("\"db\" has no key \"pass\"");
        Should.Throw<SourceException>(() => Credential.FromSecret("db", "pass", null, "")).Message.ShouldContain("Secret \"db\"");
    }

    [Fact]
    public async Task Opens_only_what_it_can_quote()
    {
        await using var sources = Reading.Sources();
        foreach (var table in (string[])["", "a b", "a;b", "(select 1)", "a.b.c", "`a", "a.", ".a", "``", "a-b", "a`b`"])
            Should.Throw<SourceException>(() => sources.Open(Connection, new RowMapping(table, "id", "active")), table).Kind.ShouldBe(SourceErrorKind.BadConfiguration);
        foreach (var (uid, activate, extra) in (ValueTuple<string, string, string>[])[("", "a", "x"), ("a", "", "x"), ("a", "b", ""), ("a\0", "b", "x")])
        {
            var mapping = new RowMapping("t", uid, activate, extras: new Dictionary<string, string>(StringComparer.Ordinal) { ["v"] = extra });
            Should.Throw<SourceException>(() => sources.Open(Connection, mapping)).Kind.ShouldBe(SourceErrorKind.BadConfiguration);
        }
    }
}
