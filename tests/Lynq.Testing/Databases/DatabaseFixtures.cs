using Xunit;

namespace Lynq.Testing;

/// <summary>One MariaDB, with TLS, for all tests of a class or collection; not started where it cannot run.</summary>
public sealed class MariaDbFixture : IAsyncLifetime
{
    private MariaDbServer? _server;

    /// <summary>The running server.</summary>
    public MariaDbServer Server => _server ?? throw new InvalidOperationException(DatabasePrograms.WhyNoMariaDb ?? "not started");

    public async Task InitializeAsync()
    {
        if (DatabasePrograms.WhyNoMariaDb is null) _server = await MariaDbServer.StartAsync(new DatabaseOptions { Tls = true });
    }

    public async Task DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}

/// <summary>One PostgreSQL, with TLS, for all tests of a class or collection; not started where it cannot run.</summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    private PostgreSqlServer? _server;

    /// <summary>The running server.</summary>
    public PostgreSqlServer Server => _server ?? throw new InvalidOperationException(DatabasePrograms.WhyNoPostgreSql ?? "not started");

    public async Task InitializeAsync()
    {
        if (DatabasePrograms.WhyNoPostgreSql is null) _server = await PostgreSqlServer.StartAsync(new DatabaseOptions { Tls = true });
    }

    public async Task DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
