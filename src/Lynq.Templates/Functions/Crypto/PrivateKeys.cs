using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Lynq.Templates.Execution;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>Makes private keys and reads them from PEM.</summary>
internal static class PrivateKeys
{
    /// <summary>A new key as PEM; Sprig's text for a kind that does not exist.</summary>
    /// <param name="kind"><c>rsa</c> or empty (4096 bits), <c>ecdsa</c> (P-256), <c>ed25519</c> or <c>dsa</c> (2048 bits).</param>
    internal static string GeneratePem(string kind)
    {
        if (Generate(kind) is not { } key) return "Unknown type " + kind;
        using (key) return key.ToPem();
    }

    /// <summary>A new RSA key for a certificate.</summary>
    internal static PrivateKey GenerateRsa(int bits) => new RsaPrivateKey(RSA.Create(bits));

    /// <summary>Reads the first PEM block of a text as a key.</summary>
    /// <exception cref="FunctionException">There is no block, or it is no private key.</exception>
    internal static PrivateKey ReadPem(string text)
    {
        if (!PemEncoding.TryFind(text, out var fields)) throw new FunctionException("no PEM data in input");
        var label = text[fields.Label];
        if (label != "PRIVATE KEY" && !label.EndsWith(" PRIVATE KEY", StringComparison.Ordinal))
            throw new FunctionException("no private key data in PEM block of type " + label);
        var der = Convert.FromBase64String(text[fields.Base64Data]);
        return label switch
        {
            "PRIVATE KEY" => Read("decoding PEM as PKCS#8", der, ReadPkcs8),
            "RSA PRIVATE KEY" => Read("parsing RSA private key from PEM", der, ReadRsa),
            "EC PRIVATE KEY" => Read("parsing EC private key from PEM", der, ReadEc),
            "DSA PRIVATE KEY" => Read("parsing DSA private key from PEM", der, ReadDsa),
            _ => throw new FunctionException("invalid private key type " + label[..^" PRIVATE KEY".Length]),
        };
    }

    private static PrivateKey? Generate(string kind)
    {
        switch (kind)
        {
            case "" or "rsa":
                return GenerateRsa(4096);
            case "ecdsa":
                return new EcPrivateKey(ECDsa.Create(ECCurve.NamedCurves.nistP256));
            case "ed25519":
                var seed = new byte[Ed25519.KeyLength];
                RenderContext.FillRandom(seed);
                return new Ed25519PrivateKey(seed);
            case "dsa":
                return GenerateDsa();
            default:
                return null;
        }
    }

    // Templates may ask for the kinds that Sprig knows; DSA keys are outdated everywhere.
#pragma warning disable CA5384
    private static DsaPrivateKey GenerateDsa()
    {
        using var key = DSA.Create(2048);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            foreach (var number in new[] { parameters.P, parameters.Q, parameters.G, parameters.Y, parameters.X })
                writer.WriteInteger(new BigInteger(number, isUnsigned: true, isBigEndian: true));
        }

        return new DsaPrivateKey(writer.Encode());
    }
#pragma warning restore CA5384

    private static PrivateKey Read(string action, byte[] der, Func<byte[], PrivateKey> read)
    {
        try
        {
            return read(der);
        }
        catch (Exception problem) when (problem is CryptographicException or AsnContentException)
        {
            throw new FunctionException($"{action}: {problem.Message}");
        }
    }

    private static RsaPrivateKey ReadRsa(byte[] der)
    {
        var key = RSA.Create();
        key.ImportRSAPrivateKey(der, out _);
        return new RsaPrivateKey(key);
    }

    private static EcPrivateKey ReadEc(byte[] der)
    {
        var key = ECDsa.Create();
        key.ImportECPrivateKey(der, out _);
        return new EcPrivateKey(key);
    }

    private static DsaPrivateKey ReadDsa(byte[] der)
    {
        var sequence = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        for (var i = 0; i < 6; i++) sequence.ReadInteger();
        sequence.ThrowIfNotEmpty();
        return new DsaPrivateKey(der);
    }

    private static PrivateKey ReadPkcs8(byte[] der)
    {
        if (Ed25519PrivateKey.FromPkcs8(der) is { } edwards) return edwards;
        try
        {
            var key = RSA.Create();
            key.ImportPkcs8PrivateKey(der, out _);
            return new RsaPrivateKey(key);
        }
        catch (CryptographicException)
        {
            var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(der, out _);
            return new EcPrivateKey(key);
        }
    }
}
