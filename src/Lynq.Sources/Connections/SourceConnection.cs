namespace Lynq.Sources;

/// <summary>All that a pool of connections depends on: equal values share a pool.</summary>
public sealed record SourceConnection
{
    /// <summary>The database's kind.</summary>
    public required SourceKind Kind { get; init; }

    /// <summary>Host name or address; an absolute path means a Unix socket. Not used by SQLite.</summary>
    public string Host { get; init; } = "";

    /// <summary>TCP port; 0 means the kind's own (3306, 5432).</summary>
    public int Port { get; init; }

    /// <summary>The user to connect as. Not used by SQLite.</summary>
    public string Username { get; init; } = "";

    /// <summary>The password and its version.</summary>
    public Credential Credential { get; init; } = Credential.None;

    /// <summary>Name of the database, or the path of the SQLite file.</summary>
    public required string Database { get; init; }

    /// <summary>TLS of the connection. Not used by SQLite.</summary>
    public TlsSettings Tls { get; init; } = TlsSettings.Default;

    /// <summary>Bounds on time.</summary>
    public SourceTimeouts Timeouts { get; init; } = SourceTimeouts.Default;

    /// <summary>The longest row that is accepted, in bytes: the bound on memory against a broken or hostile server.</summary>
    public int MaxRowBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>The port to use, with the kind's default filled in.</summary>
    public int EffectivePort => Port != 0 ? Port : Kind == SourceKind.PostgreSql ? 5432 : 3306;

    /// <summary>The server as errors and logs name it.</summary>
    public string Endpoint => Kind == SourceKind.Sqlite ? Database
        : Host.StartsWith('/') ? Host
        : Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{EffectivePort}"
        : $"{Host}:{EffectivePort}";
}
