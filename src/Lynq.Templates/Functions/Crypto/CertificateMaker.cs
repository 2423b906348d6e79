using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lynq.Templates.Execution;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>Makes X.509 certificates with the fields that Sprig gives them.</summary>
internal static class CertificateMaker
{
    private const int SerialLength = 16;

    private static readonly OidCollection _purposes = [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")];

    /// <summary>A certificate signed with its own key.</summary>
    /// <param name="context">The clock.</param>
    /// <param name="names">Whom it is for.</param>
    /// <param name="days">How many days it is valid from now on.</param>
    /// <param name="key">Its key.</param>
    /// <param name="isAuthority">Whether it may sign others.</param>
    internal static CertificateValue SelfSigned(RenderContext context, SubjectNames names, long days, PrivateKey key, bool isAuthority)
    {
        var signer = key.CreateSigner();
        var request = Request(names, signer.PublicKey, isAuthority);
        if (isAuthority) request.CertificateExtensions.Add(KeyIdentifier(signer.PublicKey));
        return Issue(context, request, request.SubjectName, signer, days, key);
    }

    /// <summary>A certificate signed by an authority.</summary>
    internal static CertificateValue Signed(
        RenderContext context, SubjectNames names, long days, PrivateKey key, CertificateValue authority)
    {
        using var parent = ReadPem(authority.Cert, "decodedSignerCert.Bytes");
        using var parentKey = ReadKey(authority.Key);
        var request = Request(names, key.CreateSigner().PublicKey, isAuthority: false);
        if (parent.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault() is { } identifier)
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(identifier));
        return Issue(context, request, parent.SubjectName, parentKey.CreateSigner(), days, key);
    }

    /// <summary>Reads the first PEM block of a text as a certificate.</summary>
    /// <exception cref="FunctionException">There is none; <paramref name="what"/> names it in the message.</exception>
    internal static X509Certificate2 ReadPem(string text, string what)
    {
        if (!PemEncoding.TryFind(text, out var fields)) throw new FunctionException("unable to decode certificate");
        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text[fields.Base64Data]));
        }
        catch (CryptographicException problem)
        {
            throw new FunctionException($"error parsing certificate: {what}: {problem.Message}");
        }
    }

    /// <summary>Reads a private key for a certificate.</summary>
    /// <exception cref="FunctionException">The text holds none.</exception>
    internal static PrivateKey ReadKey(string text, string action = "error parsing private key")
    {
        try
        {
            return PrivateKeys.ReadPem(text);
        }
        catch (FunctionException problem)
        {
            throw new FunctionException($"{action}: {problem.Message}");
        }
    }

    private static CertificateRequest Request(SubjectNames names, PublicKey publicKey, bool isAuthority)
    {
        var usage = X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DigitalSignature;
        if (isAuthority) usage |= X509KeyUsageFlags.KeyCertSign;
        var request = new CertificateRequest(names.ToDistinguishedName(), publicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(_purposes, critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        if (names.ToExtension() is { } alternatives) request.CertificateExtensions.Add(alternatives);
        return request;
    }

    private static X509SubjectKeyIdentifierExtension KeyIdentifier(PublicKey publicKey) => new(publicKey, critical: false);

    private static CertificateValue Issue(
        RenderContext context,
        CertificateRequest request,
        X500DistinguishedName issuer,
        X509SignatureGenerator signer,
        long days,
        PrivateKey key)
    {
        var serial = new byte[SerialLength];
        RenderContext.FillRandom(serial);
        serial[0] &= 0x7F;
        try
        {
            var now = context.Clock.GetUtcNow();
            using var certificate = request.Create(issuer, signer, now, now.AddDays(days), serial);
            return new CertificateValue(certificate.ExportCertificatePem() + "\n", key.ToPem());
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            throw new FunctionException("error creating certificate: " + problem.Message);
        }
    }
}
