using Lynq.Testing;

namespace Lynq.Sources.Tests.Conformance;

public sealed class MariaDbDatabase(MariaDbServer server) : ISourceDatabase
{
    public SourceKind Kind => SourceKind.MySql;

    public SourceConnection Connection => new()
    {
        Kind = Kind,
        Host = server.Host,
        Port = server.Port,
        Username = server.Username,
        Credential = new Credential(server.Password, "1"),
        Database = server.Database,
        Timeouts = new SourceTimeouts { Connect = TimeSpan.FromSeconds(60) },
    };

    // Strict mode off, so that the table of cases may hold zero dates.
    public Task ExecuteAsync(string sql) => server.ExecuteAsync("SET sql_mode='ANSI_QUOTES';" + sql);
}
