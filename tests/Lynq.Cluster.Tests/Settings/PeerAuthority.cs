using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Cluster.Tests.Settings;

/// <summary>An authority of a test's own, and folders of certificates as a mounted Secret has them.</summary>
internal sealed class PeerAuthority : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lynq-peers-");
    private readonly X509Certificate2 _certificate;

    public PeerAuthority(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(From, From.AddDays(30));
    }

    /// <summary>Where its folders are.</summary>
    public string Folder => _folder.FullName;

    /// <summary>A folder with a new certificate of this authority, from yesterday for some days; trusted is what its owner accepts.</summary>
    public string Issue(string name, PeerAuthority? trusted = null, int days = 20)
    {
        var folder = _folder.CreateSubdirectory(name).FullName;
        Issue(folder, name, days, trusted ?? this);
        return folder;
    }

    /// <summary>Puts a new certificate of this authority into a folder, in place of what is there.</summary>
    public void Issue(string folder, string name, int days, params PeerAuthority[] trusted)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(_certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), From, From.AddDays(days), RandomNumberGenerator.GetBytes(16));
        File.WriteAllText(Path.Combine(folder, "tls.crt"), issued.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "ca.crt"), string.Join('\n', trusted.Select(authority => authority._certificate.ExportCertificatePem())));
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
        _folder.Delete(recursive: true);
    }
}
