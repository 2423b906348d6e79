using System.Security.Cryptography;
using Lynq.Templates.Execution;
using Lynq.Templates.Functions.Encodings;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>Text encrypted with AES-256-CBC: the base64 of a random IV and the padded ciphertext.</summary>
internal static class AesText
{
    private const int BlockSize = 16;

    /// <summary>Encrypts; the password is cut or filled with zeros to 32 bytes. Empty text stays empty.</summary>
    internal static string Encrypt(string password, string text)
    {
        if (text.Length == 0) return "";
        Span<byte> iv = stackalloc byte[BlockSize];
        RenderContext.FillRandom(iv);
        using var aes = Create(password);
        return Convert.ToBase64String([.. iv, .. aes.EncryptCbc(GoText.ToBytes(text), iv, PaddingMode.PKCS7)]);
    }

    /// <summary>Decrypts what <see cref="Encrypt"/> made.</summary>
    /// <exception cref="FunctionException">The text is not base64 of whole blocks, or its padding is impossible.</exception>
    internal static string Decrypt(string password, string text)
    {
        if (text.Length == 0) return "";
        if (!Base64Text.TryDecode(text, out var bytes, out var errorAt))
            throw new FunctionException(EncodingFunctions.DescribeError("base64", errorAt));
        if (bytes.Length <= BlockSize || bytes.Length % BlockSize != 0)
            throw new FunctionException("crypto/cipher: input not full blocks");
        using var aes = Create(password);
        var plain = aes.DecryptCbc(bytes.AsSpan(BlockSize), bytes.AsSpan(0, BlockSize), PaddingMode.None);

        // Sprig believes the last byte, whatever the others of the padding are.
        var length = plain.Length - plain[^1];
        return length < 0
            ? throw new FunctionException("runtime error: slice bounds out of range")
            : GoText.FromBytes(plain.AsSpan(0, length));
    }

    private static Aes Create(string password)
    {
        var key = new byte[32];
        var bytes = GoText.ToBytes(password);
        bytes.AsSpan(0, Math.Min(bytes.Length, key.Length)).CopyTo(key);
        var aes = Aes.Create();
        aes.Key = key;
        return aes;
    }
}
