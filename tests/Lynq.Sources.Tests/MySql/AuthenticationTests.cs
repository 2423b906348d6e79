using System.Security.Cryptography;
using System.Text;
using Lynq.Sources.MySql;
using Lynq.Sources.Tests.Conformance;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Sources.Tests.MySql;

/// <summary>What MariaDB does not speak, against a server that checks every byte.</summary>
public sealed class AuthenticationTests
{
    private static readonly byte[] Password = Encoding.UTF8.GetBytes("sec ret€");

    [Fact]
    public async Task Proves_the_password_to_caching_sha2_by_its_hash() => await CheckAsync(async server =>
    {
        await server.GreetAsync("caching_sha2_password");
        (await server.LoginAsync()).ShouldBe(Sha2Answer(Password));
        await server.SendAsync([1, 3]);
    });

    [Fact]
    public async Task Sends_caching_sha2_the_encrypted_password_when_the_server_has_not_cached_it() => await CheckAsync(async server =>
    {
        await server.GreetAsync("caching_sha2_password");
        await server.LoginAsync();
        await server.SendAsync([1, 4]);
        (await server.ReadAsync()).ShouldBe([2]);
        await CheckEncryptedAsync(server);
    });

    [Fact]
    public async Task Sends_caching_sha2_the_password_over_tls() => await CheckOverTlsAsync(async server =>
    {
        (await server.LoginAsync()).ShouldBe(Sha2Answer(Password));
        await server.SendAsync([1, 4]);
        (await server.ReadAsync()).ShouldBe([.. Password, 0]);
    }, "caching_sha2_password");

    [Fact]
    public async Task Sends_sha256_the_password_over_tls() => await CheckOverTlsAsync(
        async server => (await server.LoginAsync()).ShouldBe([.. Password, 0]), "sha256_password");

    [Fact]
    public async Task Sends_sha256_the_encrypted_password_without_tls() => await CheckAsync(async server =>
    {
        await server.GreetAsync("sha256_password");
        (await server.LoginAsync()).ShouldBe([1]);
        await CheckEncryptedAsync(server);
    });

    [Theory]
    [InlineData("caching_sha2_password", new byte[0])]
    [InlineData("mysql_native_password", new byte[0])]
    [InlineData("sha256_password", new byte[] { 0 })]
    public async Task Sends_nothing_for_an_empty_password(string plugin, byte[] expected) => await CheckAsync(
        async server =>
        {
            await server.GreetAsync(plugin);
            (await server.LoginAsync()).ShouldBe(expected);
        },
        connection => connection with { Credential = Credential.None });

    [Fact]
    public async Task Follows_the_server_to_another_plugin() => await CheckAsync(async server =>
    {
        await server.GreetAsync("mysql_native_password");
        await server.LoginAsync();
        await server.SendAsync([0xFE, .. "caching_sha2_password\0"u8, .. ServerSide.Nonce, 0]);
        (await server.ReadAsync()).ShouldBe(Sha2Answer(Password));
        await server.SendAsync([1, 3]);
    });

    [Fact]
    public async Task Starts_with_a_known_plugin_when_the_server_proposes_an_unknown_one() => await CheckAsync(async server =>
    {
        await server.GreetAsync("auth_gssapi_client");
        await server.LoginAsync();
        await server.SendAsync([0xFE, .. "mysql_native_password\0"u8, .. ServerSide.Nonce, 0]);
        (await server.ReadAsync()).Length.ShouldBe(20);
    });

    [Theory]
    [InlineData("mysql_clear_password")]
    [InlineData("dialog")]
    public async Task Refuses_plugins_that_would_give_the_password_away(string plugin)
    {
        var error = await FailAsync(async server =>
        {
            await server.GreetAsync("mysql_native_password");
            await server.LoginAsync();
            await server.SendAsync([0xFE, .. Encoding.ASCII.GetBytes(plugin), 0]);
            await server.WaitForCloseAsync();
        });
        error.Kind.ShouldBe(SourceErrorKind.AuthenticationFailed);
        error.Message.ShouldContain(plugin);
    }

    [Fact]
    public async Task Refuses_the_hash_of_before_4_1()
    {
        var error = await FailAsync(async server =>
        {
            await server.GreetAsync("mysql_native_password");
            await server.LoginAsync();
            await server.SendAsync([0xFE]);
            await server.WaitForCloseAsync();
        });
        error.Kind.ShouldBe(SourceErrorKind.AuthenticationFailed);
    }

    [Fact]
    public async Task Keeps_the_servers_words_and_the_password_out_of_the_error()
    {
        var error = await FailAsync(async server =>
        {
            await server.GreetAsync("caching_sha2_password");
            await server.LoginAsync();
            await server.ErrorAsync(1045, "28000", "Access denied, and the password is sec ret€");
        });
        (error.Kind, error.ServerCode, error.SqlState).ShouldBe((SourceErrorKind.AuthenticationFailed, 1045, "28000"));
        error.ToString().ShouldNotContain("sec ret");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public async Task Refuses_a_key_that_is_none(string key)
    {
        var error = await FailAsync(async server =>
        {
            await server.GreetAsync("sha256_password");
            await server.LoginAsync();
            await server.SendAsync([1, .. Encoding.ASCII.GetBytes(key)]);
            await server.WaitForCloseAsync();
        });
        error.Kind.ShouldBe(SourceErrorKind.Unreachable);
    }

    [Fact]
    public async Task Ends_a_login_that_never_ends()
    {
        var error = await FailAsync(async server =>
        {
            await server.GreetAsync("mysql_native_password");
            await server.LoginAsync();
            while (true)
            {
                await server.SendAsync([0xFE, .. "mysql_native_password\0"u8, .. ServerSide.Nonce, 0]);
                await server.ReadAsync();
            }
        });
        error.Kind.ShouldBe(SourceErrorKind.Unreachable);
    }

    private static byte[] Sha2Answer(byte[] password)
    {
        var once = SHA256.HashData(password);
        var mask = SHA256.HashData([.. SHA256.HashData(once), .. ServerSide.Nonce]);
        return [.. once.Zip(mask, (a, b) => (byte)(a ^ b))];
    }

    private static async Task CheckEncryptedAsync(ServerSide server)
    {
        using var key = RSA.Create(2048);
        await server.SendAsync([1, .. Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())]);
        var clear = key.Decrypt(await server.ReadAsync(), RSAEncryptionPadding.OaepSHA1);
        clear.Select((b, i) => (byte)(b ^ ServerSide.Nonce[i % 20])).ShouldBe([.. Password, 0]);
    }

    private static Task CheckOverTlsAsync(Func<ServerSide, Task> login, string plugin) => CheckAsync(
        async server =>
        {
            using var certificates = new ScriptedCertificate();
            await server.GreetAsync(plugin, ServerSide.Usual | Capabilities.Tls);
            await server.StartTlsAsync(certificates.Certificate);
            await login(server);
        },
        connection => connection with { Tls = new TlsSettings { Mode = TlsMode.Required } });

    private static async Task CheckAsync(Func<ServerSide, Task> login, Func<SourceConnection, SourceConnection>? change = null)
    {
        await using var server = new ScriptedServer(async side =>
        {
            await login(side);
            await side.OkAsync();
            await side.QueryAsync();
            await side.SendRawAsync(ScriptedResult.Whole(true, ScriptedResult.Row("a", "1")));
            await side.QueryAsync();
        });
        var connection = change is null ? server.Connection : change(server.Connection);
        try
        {
            (await connection.ReadAsync(ScriptedResult.Mapping)).Select(row => row.Uid).ShouldBe(["a"]);
        }
        finally
        {
            server.Failures.ShouldBeEmpty();
        }
    }

    private static async Task<SourceException> FailAsync(Func<ServerSide, Task> login)
    {
        await using var server = new ScriptedServer(login);
        var error = await Should.ThrowAsync<SourceException>(() => server.Connection.ReadAsync(ScriptedResult.Mapping));
        server.Failures.ShouldBeEmpty();
        return error;
    }
}
