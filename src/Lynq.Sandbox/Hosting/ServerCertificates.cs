using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Sandbox.Hosting;

/// <summary>A certificate authority of the sandbox's own, and the server certificate that it signed.</summary>
internal sealed record ServerCertificates(string AuthorityPem, X509Certificate2 Server)
{
    public static ServerCertificates Make(TimeProvider time)
    {
        // The wall clock of clients decides what is valid, whatever clock the sandbox runs on: a wide margin serves both.
        var from = time.GetUtcNow().AddYears(-10);
        var to = time.GetUtcNow().AddYears(20);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=lynq-sandbox-ca", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        using var authority = authorityRequest.CreateSelfSigned(from, to);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("kubernetes.default.svc");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var signed = request.Create(authority, from, to, RandomNumberGenerator.GetBytes(16));
        return new ServerCertificates(authority.ExportCertificatePem(), signed.CopyWithPrivateKey(key));
    }
}
