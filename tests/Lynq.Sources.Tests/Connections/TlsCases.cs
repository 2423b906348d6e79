using Lynq.Sources.Tests.Conformance;
using Lynq.Testing;
using Shouldly;

namespace Lynq.Sources.Tests.Connections;

/// <summary>The five modes, the same on every server.</summary>
internal static class TlsCases
{
    private const string UnknownHost = "127.0.0.2";

    public static async Task ConnectsInEveryModeAsync(ISourceDatabase database, string? ca, string query, string table)
    {
        await database.ExecuteAsync(query);
        foreach (var mode in Enum.GetValues<TlsMode>())
        {
            var connection = database.Connection with { Tls = new TlsSettings { Mode = mode, CaPem = ca } };
            var secured = (await connection.ReadAsync(new RowMapping(table, "id", "active"))).Single().Activate;
            secured.ShouldBe(mode == TlsMode.Disabled ? "0" : "1", $"mode {mode}");
        }
    }

    public static async Task RefusesAsync(ISourceDatabase database, TlsMode mode, string host, string? ca, string because)
    {
        var connection = database.Connection with { Host = host, Tls = new TlsSettings { Mode = mode, CaPem = ca } };
        var error = await Should.ThrowAsync<SourceException>(() => connection.ReadAsync(new RowMapping("t", "a", "b")));
        error.Kind.ShouldBe(SourceErrorKind.TlsFailed);
        error.Message.ShouldContain(because);
    }

    public static async Task VerifiesAsync(ISourceDatabase database, string ca)
    {
        await RefusesAsync(database, TlsMode.VerifyFull, UnknownHost, ca, "is not for \"127.0.0.2\"");
        await RefusesAsync(database, TlsMode.VerifyFull, database.Connection.Host, null, "no trusted authority");
        await RefusesAsync(database, TlsMode.VerifyCa, database.Connection.Host, null, "no trusted authority");

        // Any name will do for verify-ca: what fails now is the table.
        var connection = database.Connection with { Host = UnknownHost, Tls = new TlsSettings { Mode = TlsMode.VerifyCa, CaPem = ca } };
        var error = await Should.ThrowAsync<SourceException>(() => connection.ReadAsync(new RowMapping("no_such_table", "a", "b")));
        error.Kind.ShouldBe(SourceErrorKind.UnknownTable);
    }

    public static async Task WithoutServerTlsAsync(ISourceDatabase database)
    {
        await database.ExecuteAsync("CREATE TABLE clear_text (id VARCHAR(10), active INT)");
        foreach (var mode in (TlsMode[])[TlsMode.Required, TlsMode.VerifyCa, TlsMode.VerifyFull])
            await RefusesAsync(database, mode, database.Connection.Host, null, "offers no TLS");

        var logger = new RecordingLogger();
        await using var sources = new RowSources(logger, TimeProvider.System);
        await using var source = sources.Open(database.Connection, new RowMapping("clear_text", "id", "active"));
        for (var i = 0; i < 3; i++) (await source.ReadAllAsync()).ShouldBeEmpty();
        logger.Warnings.ShouldHaveSingleItem().ShouldContain("clear text");
    }
}
