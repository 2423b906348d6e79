namespace Lynq.Sources;

/// <summary>TLS of one connection; everything is PEM text, as Secrets hold it.</summary>
public sealed record TlsSettings
{
    /// <summary>Preferred mode, the machine's own authorities, no client certificate.</summary>
    public static TlsSettings Default { get; } = new();

    /// <summary>How much of TLS is asked for.</summary>
    public TlsMode Mode { get; init; } = TlsMode.Preferred;

    /// <summary>Certificates of the authorities to trust instead of the machine's own; used by the two verifying modes.</summary>
    public string? CaPem { get; init; }

    /// <summary>The client's certificate, for servers that ask for one.</summary>
    public string? ClientCertificatePem { get; init; }

    /// <summary>The unencrypted private key of <see cref="ClientCertificatePem"/>.</summary>
    public string? ClientKeyPem { get; init; }

    /// <summary>The mode alone: keys must not reach a log.</summary>
    public override string ToString() => $"TLS {Mode}";
}
