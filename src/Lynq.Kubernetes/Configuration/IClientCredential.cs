using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Kubernetes.Configuration;

/// <summary>Who the client is: by header, by certificate, or both.</summary>
public interface IClientCredential
{
    /// <summary>The <c>Authorization</c> header for the next request; null for none.</summary>
    /// <param name="refresh">Whether the server refused the last one: then nothing remembered is used.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConfigurationException">It cannot be obtained.</exception>
    ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(bool refresh, CancellationToken cancellationToken);

    /// <summary>The certificate for the next handshake; null for none. Never waits.</summary>
    X509Certificate2? Certificate { get; }
}

/// <summary>Nobody in particular.</summary>
public sealed class AnonymousCredential : IClientCredential
{
    /// <summary>The only one.</summary>
    public static AnonymousCredential Instance { get; } = new();

    /// <inheritdoc/>
    public X509Certificate2? Certificate => null;

    /// <inheritdoc/>
    public ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(bool refresh, CancellationToken cancellationToken) => new((AuthenticationHeaderValue?)null);
}
