using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Lynq.Templates.Functions.Encodings;

/// <summary>Padded base32 of RFC 4648, which the framework does not have, with Go's leniency and error offsets.</summary>
internal static class Base32Text
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BlockSize = 8;

    /// <summary>Encodes bytes, padded with <c>=</c> to blocks of eight.</summary>
    internal static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 / 5) + BlockSize);
        var (bits, buffer) = (0, 0);
        foreach (var b in bytes)
        {
            buffer = ((buffer << 8) | b) & 0xFFFF;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
        }

        if (bits > 0) text.Append(Alphabet[(buffer << (5 - bits)) & 31]);
        return text.Append('=', (BlockSize - (text.Length % BlockSize)) % BlockSize).ToString();
    }

    /// <summary>Decodes; on failure <paramref name="errorAt"/> is the offset, without line breaks, that Go reports.</summary>
    internal static bool TryDecode(string lines, [NotNullWhen(true)] out byte[]? bytes, out int errorAt)
    {
        var text = lines.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var result = new List<byte>(text.Length * 5 / 8);
        var (bits, buffer) = (0, 0);
        bytes = null;
        for (errorAt = 0; errorAt < text.Length; errorAt++)
        {
            var inBlock = errorAt % BlockSize;
            if (text[errorAt] == '=' && inBlock >= 2 && text.Length - errorAt <= BlockSize)
            {
                if (!IsPadding(text, ref errorAt, inBlock)) return false;
                bytes = [.. result];
                return true;
            }

            var digit = Alphabet.IndexOf(text[errorAt], StringComparison.Ordinal);
            if (digit < 0) return false;
            buffer = ((buffer << 5) | digit) & 0xFFFF;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            result.Add((byte)(buffer >> bits));
        }

        // Go points at the start of a block that lacks its padding.
        errorAt = text.Length - (text.Length % BlockSize);
        if (errorAt < text.Length) return false;
        bytes = [.. result];
        return true;
    }

    private static bool IsPadding(string text, ref int at, int inBlock)
    {
        var missing = BlockSize - inBlock;
        if (text.Length - at < missing)
        {
            at = text.Length;
            return false;
        }

        for (var i = 1; i < missing; i++)
        {
            if (text[at + i] == '=') continue;
            at += i - 1;
            return false;
        }

        // Three or six digits are no whole number of bytes.
        return inBlock is not (3 or 6);
    }
}
