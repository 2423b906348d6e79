using System.Diagnostics.CodeAnalysis;

namespace Lynq.Templates.Functions.Encodings;

/// <summary>
/// Reads padded base64 with Go's leniency: line breaks are skipped and bits that are left over are not checked. Unlike
/// the framework's decoder it tells where the first error is, which is what a template then shows.
/// </summary>
internal static class Base64Text
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>Decodes; on failure <paramref name="errorAt"/> is the offset that Go reports.</summary>
    internal static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes, out int errorAt)
    {
        bytes = null;
        var result = new byte[(text.Length / 4 * 3) + 3];
        var length = 0;
        var (count, buffer) = (0, 0);
        for (errorAt = 0; errorAt < text.Length; errorAt++)
        {
            var c = text[errorAt];
            if (c is '\r' or '\n') continue;
            if (c == '=')
            {
                if (!IsEnd(text, ref errorAt, count)) return false;
                result[length++] = (byte)(count == 2 ? buffer >> 4 : buffer >> 10);
                if (count == 3) result[length++] = (byte)(buffer >> 2);
                count = 0;
                break;
            }

            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0) return false;
            buffer = (buffer << 6) | digit;
            if (++count < 4) continue;
            result[length++] = (byte)(buffer >> 16);
            result[length++] = (byte)(buffer >> 8);
            result[length++] = (byte)buffer;
            (count, buffer) = (0, 0);
        }

        errorAt = text.Length - count;
        if (count > 0) return false;
        bytes = result.AsSpan(0, length).ToArray();
        return true;
    }

    /// <summary>Whether <c>=</c> at a position is padding that ends the text; else the position becomes that of the error.</summary>
    private static bool IsEnd(string text, ref int at, int count)
    {
        if (count < 2) return false;
        at = SkipLineBreaks(text, at + 1);
        if (count == 2)
        {
            if (at == text.Length) return false;
            if (text[at] != '=')
            {
                at--;
                return false;
            }

            at = SkipLineBreaks(text, at + 1);
        }

        return at == text.Length;
    }

    private static int SkipLineBreaks(string text, int at)
    {
        while (at < text.Length && text[at] is '\r' or '\n') at++;
        return at;
    }
}
