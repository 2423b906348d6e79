using System.Buffers.Binary;
using System.Text;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>The bcrypt password hash, version <c>2a</c>.</summary>
internal static class Bcrypt
{
    /// <summary>The longest password in bytes; bcrypt would ignore what follows.</summary>
    internal const int MaxPasswordLength = 72;

    /// <summary>The salt's length in bytes.</summary>
    internal const int SaltLength = 16;

    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Text = "OrpheanBeholderScryDoubt";

    /// <summary>The hash in its textual form, 60 characters.</summary>
    /// <param name="password">At most 72 bytes.</param>
    /// <param name="salt">16 bytes.</param>
    /// <param name="cost">The binary logarithm of the number of rounds, 4 to 31.</param>
    internal static string Hash(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int cost)
    {
        // The terminating zero of C strings is part of the key.
        byte[] key = [.. password, 0];
        var cipher = new Blowfish();
        cipher.Expand(key, salt);
        for (var round = 0L; round < 1L << cost; round++)
        {
            cipher.Expand(key, []);
            cipher.Expand(salt, []);
        }

        var hash = EncryptText(cipher);
        return $"$2a${cost:D2}$" + Encode(salt) + Encode(hash.AsSpan(0, 23));
    }

    private static byte[] EncryptText(Blowfish cipher)
    {
        var block = System.Text.Encoding.ASCII.GetBytes(Text);
        for (var at = 0; at < block.Length; at += 8)
        {
            var left = BinaryPrimitives.ReadUInt32BigEndian(block.AsSpan(at));
            var right = BinaryPrimitives.ReadUInt32BigEndian(block.AsSpan(at + 4));
            for (var i = 0; i < 64; i++) cipher.Encrypt(ref left, ref right);
            BinaryPrimitives.WriteUInt32BigEndian(block.AsSpan(at), left);
            BinaryPrimitives.WriteUInt32BigEndian(block.AsSpan(at + 4), right);
        }

        return block;
    }

    /// <summary>bcrypt's own base64, without padding.</summary>
    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 4 / 3) + 1);
        var (bits, buffer) = (0, 0);
        foreach (var b in bytes)
        {
            buffer = ((buffer << 8) | b) & 0xFFFF;
            for (bits += 8; bits >= 6; bits -= 6) text.Append(Alphabet[(buffer >> (bits - 6)) & 63]);
        }

        if (bits > 0) text.Append(Alphabet[(buffer << (6 - bits)) & 63]);
        return text.ToString();
    }
}
