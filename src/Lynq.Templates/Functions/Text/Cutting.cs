using System.Globalization;
using System.Text;

namespace Lynq.Templates.Functions.Text;

/// <summary>Functions that shorten text. All positions are bytes; texts are byte views (see <see cref="LatinText"/>).</summary>
internal static class Cutting
{
    private const string Marker = "...";

    /// <summary>The first <paramref name="count"/> bytes, or the last ones when it is negative.</summary>
    internal static string Truncate(long count, string text)
    {
        if (count < 0 && text.Length + count > 0) return text[(int)(text.Length + count)..];
        return count >= 0 && text.Length > count ? text[..(int)count] : text;
    }

    /// <summary>At most 63 bytes, cut between characters (contract §4.4). Takes text, not its byte view.</summary>
    internal static string Truncate63(string text)
    {
        var bytes = 0;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > 63) return text[..length];
            length += rune.Utf16SequenceLength;
        }

        return text;
    }

    /// <summary>The bytes from <paramref name="start"/> up to but not including <paramref name="end"/>.</summary>
    /// <exception cref="FunctionException">The range lies outside of the text.</exception>
    internal static string Substring(long start, long end, string text)
    {
        if (start < 0) (start, end) = (0, CheckEnd(end, text));
        else if (end < 0 || end > text.Length) end = text.Length;
        if (start > end)
            throw new FunctionException(string.Create(CultureInfo.InvariantCulture, $"slice bounds out of range [{start}:{end}]"));
        return text[(int)start..(int)end];
    }

    /// <summary>At most <paramref name="width"/> bytes, of which <c>...</c> takes the last three.</summary>
    internal static string Abbreviate(long width, string text) => width < 4 ? text : AbbreviateFrom(0, width, text);

    /// <summary>At most <paramref name="width"/> bytes around the offset <paramref name="left"/>, <c>...</c> on both sides.</summary>
    internal static string AbbreviateBoth(long left, long width, string text) =>
        width < 4 || (left > 0 && width < 7) ? text : AbbreviateFrom(left, width, text);

    /// <summary>The first byte of every white-space separated word.</summary>
    internal static string Initials(string text)
    {
        var result = new StringBuilder();
        var gap = true;
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && gap) result.Append(c);
            gap = char.IsWhiteSpace(c);
        }

        return result.ToString();
    }

    private static long CheckEnd(long end, string text)
    {
        if (end < 0 || end > text.Length)
            throw new FunctionException(string.Create(CultureInfo.InvariantCulture, $"slice bounds out of range [:{end}] with length {text.Length}"));
        return end;
    }

    private static string AbbreviateFrom(long left, long width, string text)
    {
        if (text.Length <= width) return text;
        var kept = (int)width - Marker.Length;
        var offset = (int)Math.Clamp(left, 0, text.Length);
        if (text.Length - offset < kept) offset = text.Length - kept;
        if (offset <= 4) return text[..kept] + Marker;
        if (width < 7) return "";
        return offset + kept < text.Length
            ? Marker + AbbreviateTail(text[offset..], kept)
            : Marker + text[^kept..];
    }

    private static string AbbreviateTail(string text, int width) => width < 4 ? "" : AbbreviateFrom(0, width, text);
}
