using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Kubernetes.Configuration;

/// <summary>A header, a certificate, or both, that stay as they are.</summary>
public sealed class FixedCredential(AuthenticationHeaderValue? header, X509Certificate2? certificate = null) : IClientCredential
{
    /// <inheritdoc/>
    public X509Certificate2? Certificate => certificate;

    /// <inheritdoc/>
    public ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(bool refresh, CancellationToken cancellationToken) => new(header);
}
