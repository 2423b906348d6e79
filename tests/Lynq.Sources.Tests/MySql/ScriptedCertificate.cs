using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Sources.Tests.MySql;

/// <summary>A self-signed certificate for the scripted server.</summary>
internal sealed class ScriptedCertificate : IDisposable
{
    public ScriptedCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=scripted", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
    }

    public X509Certificate2 Certificate { get; }

    public void Dispose() => Certificate.Dispose();
}
