using Lynq.Testing;

namespace Lynq.Sources.Tests.Conformance;

public sealed class PostgreSqlDatabase(PostgreSqlServer server) : ISourceDatabase
{
    public SourceKind Kind => SourceKind.PostgreSql;

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

    public Task ExecuteAsync(string sql) => server.ExecuteAsync(sql);
}
