namespace Lynq.Sources;

/// <summary>What went wrong, as far as the one who must put it right is concerned.</summary>
public enum SourceErrorKind
{
    /// <summary>No connection: no such host, refused, broken off, or the server is not what it should be.</summary>
    Unreachable,

    /// <summary>The server does not accept the user or the password.</summary>
    AuthenticationFailed,

    /// <summary>No TLS where it is required, or a certificate that does not verify.</summary>
    TlsFailed,

    /// <summary>The table or view does not exist.</summary>
    UnknownTable,

    /// <summary>A mapped column does not exist.</summary>
    UnknownColumn,

    /// <summary>The user may not read the table, a column or the database.</summary>
    PermissionDenied,

    /// <summary>The server failed to answer the statement, at its start or in the middle of the rows.</summary>
    QueryFailed,

    /// <summary>One of <see cref="SourceTimeouts"/> passed.</summary>
    Timeout,

    /// <summary>Somebody at the server ended the statement or the connection.</summary>
    Cancelled,

    /// <summary>The settings cannot work as they are.</summary>
    BadConfiguration,
}
