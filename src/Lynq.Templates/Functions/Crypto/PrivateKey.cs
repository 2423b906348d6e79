using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>A private key that a template made or passed in.</summary>
internal abstract class PrivateKey : IDisposable
{
    /// <summary>The key as PEM in the form that Go writes for its kind, with a line feed at the end.</summary>
    internal abstract string ToPem();

    /// <summary>What signs certificates with this key.</summary>
    /// <exception cref="FunctionException">Keys of this kind cannot sign certificates.</exception>
    internal abstract X509SignatureGenerator CreateSigner();

    /// <inheritdoc />
    public virtual void Dispose()
    {
    }

    /// <summary>PEM with a line feed at the end, as Go writes it.</summary>
    protected static string Pem(string label, ReadOnlySpan<byte> der) => PemEncoding.WriteString(label, der) + "\n";
}

/// <summary>An RSA key, written as PKCS#1.</summary>
internal sealed class RsaPrivateKey(RSA key) : PrivateKey
{
    /// <inheritdoc />
    internal override string ToPem() => Pem("RSA PRIVATE KEY", key.ExportRSAPrivateKey());

    /// <inheritdoc />
    internal override X509SignatureGenerator CreateSigner() =>
        X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);

    /// <inheritdoc />
    public override void Dispose()
    {
        key.Dispose();
        base.Dispose();
    }
}

/// <summary>A key on an elliptic curve, written as SEC 1.</summary>
internal sealed class EcPrivateKey(ECDsa key) : PrivateKey
{
    /// <inheritdoc />
    internal override string ToPem() => Pem("EC PRIVATE KEY", key.ExportECPrivateKey());

    /// <inheritdoc />
    internal override X509SignatureGenerator CreateSigner() => X509SignatureGenerator.CreateForECDsa(key);

    /// <inheritdoc />
    public override void Dispose()
    {
        key.Dispose();
        base.Dispose();
    }
}

/// <summary>An Ed25519 key, written as PKCS#8.</summary>
internal sealed class Ed25519PrivateKey(byte[] seed) : PrivateKey
{
    // SEQUENCE { INTEGER 0, SEQUENCE { OID 1.3.101.112 }, OCTET STRING { OCTET STRING seed } } up to the seed.
    private static ReadOnlySpan<byte> Pkcs8Prefix =>
        [0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    /// <summary>The key in a PKCS#8 structure, or null when that holds a key of another kind.</summary>
    internal static Ed25519PrivateKey? FromPkcs8(ReadOnlySpan<byte> der) =>
        der.Length == Pkcs8Prefix.Length + Ed25519.KeyLength && der.StartsWith(Pkcs8Prefix)
            ? new Ed25519PrivateKey(der[Pkcs8Prefix.Length..].ToArray())
            : null;

    /// <inheritdoc />
    internal override string ToPem() => Pem("PRIVATE KEY", [.. Pkcs8Prefix, .. seed]);

    /// <inheritdoc />
    internal override X509SignatureGenerator CreateSigner() => new Ed25519Signer(seed);
}

/// <summary>A DSA key, written in OpenSSL's form; certificates cannot be signed with it.</summary>
internal sealed class DsaPrivateKey(byte[] der) : PrivateKey
{
    /// <inheritdoc />
    internal override string ToPem() => Pem("DSA PRIVATE KEY", der);

    /// <inheritdoc />
    internal override X509SignatureGenerator CreateSigner() =>
        throw new FunctionException("error creating certificate: x509: unsupported public key type: *dsa.PublicKey");
}
