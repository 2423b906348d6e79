using Lynq.Testing;

namespace Lynq.Sources.Tests.Conformance;

/// <summary>The database of a server.</summary>
public abstract class ServerDatabase(DatabaseServer server, SourceKind kind) : ISourceDatabase
{
    /// <inheritdoc />
    public SourceKind Kind => kind;

    /// <inheritdoc />
    public SourceConnection Connection => new()
    {
        Kind = kind,
        Host = server.Host,
        Port = server.Port,
        Username = server.Username,
        Credential = new Credential(server.Password, "1"),
        Database = server.Database,
        Timeouts = new SourceTimeouts { Connect = TimeSpan.FromSeconds(60) },
    };

    protected DatabaseServer Server => server;

    /// <inheritdoc />
    public abstract Task ExecuteAsync(string sql);
}
