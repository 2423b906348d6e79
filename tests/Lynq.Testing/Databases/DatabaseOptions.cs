namespace Lynq.Testing;

/// <summary>What a test's database server should be like.</summary>
public sealed record DatabaseOptions
{
    /// <summary>Whether it offers TLS, with a certificate for localhost and 127.0.0.1 (and not for 127.0.0.2).</summary>
    public bool Tls { get; init; }

    /// <summary>Further arguments of the server's program.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
