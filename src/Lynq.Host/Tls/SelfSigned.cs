using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Host.Tls;

/// <summary>A certificate with its key, and the authority that signed it, as PEM.</summary>
/// <param name="Authority">Certificate of the authority: what a caller has to trust.</param>
/// <param name="Certificate">Serving certificate.</param>
/// <param name="Key">Its private key (PKCS#8).</param>
internal sealed record IssuedCertificate(string Authority, string Certificate, string Key)
{
    /// <summary>The serving certificate, ready for handshakes.</summary>
    public X509Certificate2 ToCertificate() => X509Certificate2.CreateFromPem(Certificate, Key);
}

/// <summary>Issues serving certificates where nobody else does: an authority whose key is thrown away at once, and one certificate signed by it.</summary>
internal static class SelfSigned
{
    /// <summary>Validity of what is issued; it is renewed when a third is left.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(365);

    /// <summary>Issues a certificate for some DNS names and for the loopback addresses.</summary>
    public static IssuedCertificate Issue(string commonName, IEnumerable<string> names, DateTimeOffset now)
    {
        var (from, until) = (now.AddMinutes(-5), now + Validity);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest($"CN={commonName}-ca", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        authorityRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authorityRequest.PublicKey, critical: false));
        using var authority = authorityRequest.CreateSelfSigned(from, until);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        request.CertificateExtensions.Add(AlternativeNames(names));
        Span<byte> serial = stackalloc byte[16];
        RandomNumberGenerator.Fill(serial);
        serial[0] &= 0x7f;
        using var certificate = request.Create(authority, from, until, serial);
        return new(authority.ExportCertificatePem(), certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static X509Extension AlternativeNames(IEnumerable<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            builder.AddDnsName(name);
        builder.AddIpAddress(IPAddress.Loopback);
        builder.AddIpAddress(IPAddress.IPv6Loopback);
        return builder.Build();
    }
}
