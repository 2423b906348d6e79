using System.Security.Cryptography;
using System.Text;

namespace Lynq.Sources.MySql;

/// <summary>The password under the server's RSA key, as both SHA-256 plugins send it over clear text.</summary>
internal static class RsaPassword
{
    private const int LongestKey = 16 * 1024;

    /// <summary>Masks the password with the nonce, then encrypts it (OAEP with SHA-1, as servers expect).</summary>
    /// <param name="challenge">Password and nonce.</param>
    /// <param name="pem">The server's public key.</param>
    public static byte[] Encrypt(AuthChallenge challenge, ReadOnlySpan<byte> pem)
    {
        var masked = challenge.ClearPassword;
        for (var i = 0; i < masked.Length; i++) masked[i] ^= challenge.Nonce[i % challenge.Nonce.Length];
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(Encoding.ASCII.GetString(pem));
            if (key.KeySize > LongestKey) throw new ProtocolViolationException("the server's RSA key is longer than is accepted");
            return key.Encrypt(masked, RSAEncryptionPadding.OaepSHA1);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new ProtocolViolationException("the server's RSA key is none, or too short for the password");
        }
    }
}
