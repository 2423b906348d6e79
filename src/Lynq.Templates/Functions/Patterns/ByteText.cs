using System.Text;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Patterns;

/// <summary>
/// Text spelled out in its UTF-8 bytes for the regular expression engine: ASCII stays, every other byte becomes one
/// private-use character, which is no word character to the engine, so that <c>\b</c> is ASCII as in RE2.
/// </summary>
internal static class ByteText
{
    /// <summary>Added to the bytes of valid characters.</summary>
    internal const int ValidByte = 0xE000;

    /// <summary>Added to bytes that are not UTF-8.</summary>
    internal const int InvalidByte = 0xF000;

    /// <summary>Spells a text out.</summary>
    internal static string From(string text)
    {
        if (Ascii.IsValid(text)) return text;
        return string.Create(GoText.ByteCount(text), text, Spell);
    }

    private static void Spell(Span<char> spelled, string text)
    {
        var at = 0;
        Span<byte> bytes = stackalloc byte[4];
        for (var rest = text.AsSpan(); !rest.IsEmpty; rest = rest[GoText.Step(rest)..])
        {
            if (!GoText.Next(rest, out var rune, out var raw))
            {
                spelled[at++] = (char)(InvalidByte + raw);
                continue;
            }

            foreach (var b in bytes[..rune.EncodeToUtf8(bytes)]) spelled[at++] = b < 0x80 ? (char)b : (char)(ValidByte + b);
        }
    }

    /// <summary>The text that was spelled out.</summary>
    internal static string ToText(ReadOnlySpan<char> spelled)
    {
        if (Ascii.IsValid(spelled)) return spelled.ToString();
        var bytes = spelled.Length <= 64 ? stackalloc byte[spelled.Length] : new byte[spelled.Length];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)spelled[i];
        return GoText.FromBytes(bytes);
    }

    /// <summary>How many units the character at a position takes.</summary>
    internal static int WidthAt(string spelled, int at)
    {
        if (at >= spelled.Length || spelled[at] is < (char)ValidByte or >= (char)InvalidByte) return 1;
        return (spelled[at] - ValidByte) switch
        {
            >= 0xF0 => 4,
            >= 0xE0 => 3,
            _ => 2,
        };
    }
}
