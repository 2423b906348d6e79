using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Scenarios.Faults;

/// <summary>The proxy's certificate, and one of a stranger that nobody trusts.</summary>
internal sealed class ProxyCertificates : IDisposable
{
    public X509Certificate2 Own { get; } = Make("CN=fault-proxy");

    public X509Certificate2 Stranger { get; } = Make("CN=somebody-else");

    public void Dispose()
    {
        Own.Dispose();
        Stranger.Dispose();
    }

    private static X509Certificate2 Make(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
