using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lynq.Kubernetes.Configuration;

/// <summary>What a credential plugin gave: a token, a certificate, or both, and until when.</summary>
internal sealed record ExecAnswer(AuthenticationHeaderValue? Header, X509Certificate2? Certificate, DateTimeOffset? Expires)
{
    public static ExecAnswer From(FieldReader where, ExecCredentialStatus status)
    {
        var hasCertificate = !string.IsNullOrEmpty(status.ClientCertificateData);
        if (string.IsNullOrEmpty(status.Token) && !hasCertificate)
            throw where.Wrong("user.exec", "the plugin's answer has neither token nor certificate");
        if (hasCertificate == string.IsNullOrEmpty(status.ClientKeyData))
            throw where.Wrong("user.exec", "the plugin's answer has a certificate without key or a key without certificate");
        try
        {
            var certificate = hasCertificate ? X509Certificate2.CreateFromPem(status.ClientCertificateData, status.ClientKeyData) : null;
            var header = string.IsNullOrEmpty(status.Token) ? null : new AuthenticationHeaderValue("Bearer", status.Token);
            return new(header, certificate, status.ExpirationTimestamp);
        }
        catch (CryptographicException e)
        {
            throw where.Wrong("user.exec", "the plugin's certificate cannot be used: " + e.Message);
        }
    }
}

/// <summary>A plugin's answer as it is written.</summary>
internal sealed record ExecCredentialDocument(string? ApiVersion, string? Kind, ExecCredentialStatus? Status);

/// <summary>The credentials in a plugin's answer; certificate and key are PEM texts.</summary>
internal sealed record ExecCredentialStatus(string? Token, string? ClientCertificateData, string? ClientKeyData, DateTimeOffset? ExpirationTimestamp);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ExecCredentialDocument))]
internal sealed partial class ExecJson : JsonSerializerContext;
