using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>A table on a database server.</summary>
public sealed record SqlServerSource : OpenRecord
{
    /// <summary>Host name or address of the server.</summary>
    [Required]
    public string Host { get; init => field = value ?? ""; } = "";

    /// <summary>TCP port of the server.</summary>
    [Required]
    [Range(1, 65535)]
    public int? Port { get; init; }

    /// <summary>User to log in as; SELECT on the one table is enough.</summary>
    [Required]
    public string Username { get; init => field = value ?? ""; } = "";

    /// <summary>The Secret key that holds the password, in the hub's own namespace. Absent: no password.</summary>
    public SecretKeyRef? PasswordRef { get; init; }

    /// <summary>Name of the database.</summary>
    [Required]
    public string Database { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the table or view.</summary>
    [Required]
    public string Table { get; init => field = value ?? ""; } = "";

    /// <summary>Encryption of the connection.</summary>
    public TlsSettings? Tls { get; init; }
}

/// <summary>A key of a Secret in the same namespace.</summary>
public sealed record SecretKeyRef : OpenRecord
{
    /// <summary>Name of the Secret.</summary>
    [Required]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Key within the Secret.</summary>
    [Required]
    public string Key { get; init => field = value ?? ""; } = "";
}
