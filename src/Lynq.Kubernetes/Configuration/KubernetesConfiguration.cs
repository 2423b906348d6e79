using System.Security.Cryptography.X509Certificates;

namespace Lynq.Kubernetes.Configuration;

/// <summary>Where the API server is and how to be let in. Made by <see cref="KubernetesConfigurationLoader"/>, or by hand in tests.</summary>
public sealed record KubernetesConfiguration
{
    /// <summary>The server's address, <c>https</c> or <c>http</c>, with an optional path before <c>/api</c>.</summary>
    public required Uri Server { get; init; }

    /// <summary>The namespace that is meant where none is said.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Where this comes from, for messages: a file and a context.</summary>
    public string Origin { get; init; } = "code";

    /// <summary>The certificates that vouch for the server; null for the system's. Asked at each handshake, so that they may rotate.</summary>
    public Func<X509Certificate2Collection>? Authorities { get; init; }

    /// <summary>Whether any certificate is accepted.</summary>
    public bool InsecureSkipTlsVerify { get; init; }

    /// <summary>The name that the server's certificate must have instead of the address's host; null for the host.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>The proxy; null for what the environment says.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>How to say who we are.</summary>
    public IClientCredential Credential { get; init; } = AnonymousCredential.Instance;
}
