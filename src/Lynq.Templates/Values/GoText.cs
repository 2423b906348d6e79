using System.Buffers;
using System.Text;

namespace Lynq.Templates.Values;

/// <summary>
/// Go's strings are bytes. Here they are C# strings in which a byte that is not part of valid UTF-8 is held as the lone
/// surrogate U+DC00 + byte (U+DC80 to U+DCFF), so that cutting through a character loses nothing. Any other lone surrogate
/// stands for U+FFFD, as Go's decoders have it.
/// </summary>
internal static class GoText
{
    private const char FirstEscape = '\uDC80';
    private const char LastEscape = '\uDCFF';
    private static readonly SearchValues<char> s_escapes =
        SearchValues.Create([.. Enumerable.Range(FirstEscape, LastEscape - FirstEscape + 1).Select(c => (char)c)]);

    /// <summary>The number of bytes of the string.</summary>
    public static int ByteCount(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            return text.Length;
        }

        var count = 0;
        while (!text.IsEmpty)
        {
            count += Next(text, out var rune, out _) ? rune.Utf8SequenceLength : 1;
            text = text[Step(text)..];
        }

        return count;
    }

    /// <summary>The bytes of the string.</summary>
    public static byte[] ToBytes(ReadOnlySpan<char> text)
    {
        var bytes = new byte[ByteCount(text)];
        Write(text, bytes);
        return bytes;
    }

    /// <summary>Writes the string's bytes and returns how many they are; the room must be <see cref="ByteCount"/>.</summary>
    public static int Write(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (Ascii.FromUtf16(text, bytes, out var ascii) == OperationStatus.Done)
        {
            return ascii;
        }

        var at = 0;
        while (!text.IsEmpty)
        {
            if (Next(text, out var rune, out var raw))
            {
                at += rune.EncodeToUtf8(bytes[at..]);
            }
            else
            {
                bytes[at++] = raw;
            }

            text = text[Step(text)..];
        }

        return at;
    }

    /// <summary>The string that has these bytes.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        Span<char> pair = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == OperationStatus.Done)
            {
                text.Append(pair[..rune.EncodeToUtf16(pair)]);
                bytes = bytes[consumed..];
            }
            else
            {
                text.Append((char)(0xDC00 + bytes[0]));
                bytes = bytes[1..];
            }
        }

        return text.ToString();
    }

    /// <summary>The bytes from one offset to another as a string; the offsets must lie within the string's bytes.</summary>
    public static string Slice(string text, int start, int end)
    {
        if (Ascii.IsValid(text))
        {
            return text[start..end];
        }

        return FromBytes(ToBytes(text).AsSpan(start, end - start));
    }

    /// <summary>Whether the string holds bytes that are not UTF-8 (or other lone surrogates).</summary>
    public static bool HasInvalidBytes(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        if (at < 0)
        {
            return false;
        }

        for (text = text[at..]; !text.IsEmpty; text = text[Step(text)..])
        {
            if (Rune.DecodeFromUtf16(text, out _, out _) != OperationStatus.Done)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same bytes with pieces of one character that were cut and put together again made whole.</summary>
    public static string Normalize(string text) =>
        text.AsSpan().ContainsAny(s_escapes) && HasInvalidBytes(text) ? FromBytes(ToBytes(text)) : text;

    /// <summary>The text with U+FFFD for whatever is not UTF-8, for places that can hold nothing else (JSON).</summary>
    public static string ReplaceInvalid(string text) =>
        HasInvalidBytes(text) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    /// <summary>
    /// Reads the first character: a rune (U+FFFD for a lone surrogate that is no escape), or false and the raw byte.
    /// </summary>
    public static bool Next(ReadOnlySpan<char> text, out Rune rune, out byte raw)
    {
        raw = 0;
        if (Rune.DecodeFromUtf16(text, out rune, out _) == OperationStatus.Done)
        {
            return true;
        }

        if (text[0] is < FirstEscape or > LastEscape)
        {
            rune = Rune.ReplacementChar;
            return true;
        }

        raw = (byte)text[0];
        return false;
    }

    /// <summary>How many UTF-16 units the first character takes.</summary>
    public static int Step(ReadOnlySpan<char> text) =>
        char.IsHighSurrogate(text[0]) && text.Length > 1 && char.IsLowSurrogate(text[1]) ? 2 : 1;
}
