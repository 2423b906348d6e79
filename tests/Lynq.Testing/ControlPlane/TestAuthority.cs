using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Testing;

/// <summary>A certificate authority for one control plane, and the service account key pair.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly string _folder;
    private readonly X509Certificate2 _certificate;

    internal TestAuthority(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        _certificate = request.CreateSelfSigned(NotBefore, NotAfter);
        Write("ca.crt", _certificate.ExportCertificatePem());
        Write("ca.key", key.ExportPkcs8PrivateKeyPem());
        using var accounts = RSA.Create(2048);
        Write("sa.key", accounts.ExportRSAPrivateKeyPem());
        Write("sa.pub", accounts.ExportSubjectPublicKeyInfoPem());
    }

    private static DateTimeOffset NotBefore { get; } = DateTimeOffset.UtcNow.AddHours(-1);

    private static DateTimeOffset NotAfter { get; } = DateTimeOffset.UtcNow.AddDays(30);

    internal X509Certificate2 Certificate => _certificate;

    internal string PathOf(string file) => Path.Combine(_folder, file);

    /// <summary>Writes NAME.crt and NAME.key for a serving certificate on loopback.</summary>
    internal void IssueServer(string name)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("kubernetes.default.svc");
        names.AddIpAddress(IPAddress.Loopback);
        Issue(name, $"CN={name}", "1.3.6.1.5.5.7.3.1", names.Build());
    }

    /// <summary>Writes NAME.crt and NAME.key for a client; the groups become organisations.</summary>
    internal void IssueClient(string name, string user, params string[] groups)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (var group in groups)
            subject.AddOrganizationName(group);
        subject.AddCommonName(user);
        Issue(name, subject.Build().Name, "1.3.6.1.5.5.7.3.2", null);
    }

    public void Dispose() => _certificate.Dispose();

    private void Issue(string name, string subject, string usage, X509Extension? extension)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (extension is not null)
            request.CertificateExtensions.Add(extension);
        var serial = RandomNumberGenerator.GetBytes(12);
        serial[0] &= 0x7f;
        using var certificate = request.Create(_certificate, NotBefore.AddMinutes(1), NotAfter.AddMinutes(-1), serial);
        Write($"{name}.crt", certificate.ExportCertificatePem());
        Write($"{name}.key", key.ExportPkcs8PrivateKeyPem());
    }

    private void Write(string file, string text) => File.WriteAllText(PathOf(file), text + "\n");
}
