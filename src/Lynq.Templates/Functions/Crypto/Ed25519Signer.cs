using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>Signs certificates with Ed25519 (RFC 8410).</summary>
internal sealed class Ed25519Signer(byte[] seed) : X509SignatureGenerator
{
    // SEQUENCE { OID 1.3.101.112 }, without parameters.
    private static ReadOnlySpan<byte> AlgorithmIdentifier => [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70];

    /// <inheritdoc />
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => AlgorithmIdentifier.ToArray();

    /// <inheritdoc />
    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => Ed25519.Sign(seed, data);

    /// <inheritdoc />
    protected override PublicKey BuildPublicKey()
    {
        // SEQUENCE { algorithm, BIT STRING key }.
        byte[] info = [0x30, 0x2A, .. AlgorithmIdentifier, 0x03, 0x21, 0x00, .. Ed25519.PublicKey(seed)];
        return System.Security.Cryptography.X509Certificates.PublicKey.CreateFromSubjectPublicKeyInfo(info, out _);
    }
}
