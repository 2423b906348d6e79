using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Lynq.Kubernetes.Configuration;

namespace Lynq.Kubernetes.Transport;

/// <summary>Decides whether a server is the one that is meant. Authorities are asked for at each handshake, since a cluster's may rotate under a running client.</summary>
internal sealed class ServerCertificateCheck(KubernetesConfiguration configuration)
{
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (configuration.InsecureSkipTlsVerify)
            return true;
        if (certificate is not X509Certificate2 server || !NameMatches(server, errors))
            return false;
        if (configuration.Authorities is null)
            return !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors);
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(configuration.Authorities());
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.DisableCertificateDownloads = true;
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        return own.Build(server);
    }

    private bool NameMatches(X509Certificate2 server, SslPolicyErrors errors) =>
        configuration.TlsServerName is { } name
            ? server.MatchesHostname(name, allowWildcards: true, allowCommonName: false)
            : !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
}
