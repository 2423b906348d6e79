using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Lynq.Sources;

namespace Lynq.Cluster.MySql;

/// <summary>Accepts certificates that the given authorities have signed (contract §5.1).</summary>
internal sealed class AuthorityCheck
{
    private readonly X509Certificate2Collection _authorities = [];
    private readonly bool _checksName;

    /// <summary>Reads the authorities.</summary>
    /// <exception cref="SourceException">They are not PEM certificates.</exception>
    public AuthorityCheck(string authorities, TlsMode mode)
    {
        _checksName = mode == TlsMode.VerifyFull;
        try
        {
            _authorities.ImportFromPem(authorities);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            throw new SourceException(SourceErrorKind.BadConfiguration, "tls.ca holds no PEM certificate: give the authority's certificate, beginning with -----BEGIN CERTIFICATE-----");
        }
    }

    /// <summary>Whether a server's certificate is accepted.</summary>
    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || (_checksName && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)))
            return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        return own.Build(certificate as X509Certificate2 ?? new X509Certificate2(certificate));
    }
}
