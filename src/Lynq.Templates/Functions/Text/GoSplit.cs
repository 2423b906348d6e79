using System.Text;

namespace Lynq.Templates.Functions.Text;

/// <summary>Splitting, joining and trimming as Go's <c>strings</c> package does it.</summary>
internal static class GoSplit
{
    /// <summary>
    /// The parts of <paramref name="text"/> between separators. An empty separator splits after every character.
    /// </summary>
    /// <param name="text">What to split.</param>
    /// <param name="separator">What stands between the parts.</param>
    /// <param name="limit">At most this many parts, the last one being the rest; 0 gives none, negative all.</param>
    internal static string[] Split(string text, string separator, long limit = -1)
    {
        if (limit == 0) return [];
        if (separator.Length == 0) return Explode(text, limit);
        return limit < 0 || limit > int.MaxValue ? text.Split(separator) : text.Split(separator, (int)limit);
    }

    /// <summary>Replaces every occurrence; an empty <paramref name="old"/> matches before every character and at the end.</summary>
    internal static string Replace(string text, string old, string replacement)
    {
        if (old.Length > 0) return text.Replace(old, replacement, StringComparison.Ordinal);
        var result = new StringBuilder(replacement);
        for (var at = 0; at < text.Length;)
        {
            var width = WidthAt(text, at);
            result.Append(text, at, width).Append(replacement);
            at += width;
        }

        return result.ToString();
    }

    /// <summary>Removes from both ends all characters that stand in <paramref name="cutset"/>.</summary>
    internal static string Trim(string text, string cutset)
    {
        var runes = new HashSet<Rune>(cutset.EnumerateRunes());
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            Rune.DecodeFromUtf16(rest, out var first, out var used);
            if (!runes.Contains(first)) break;
            rest = rest[used..];
        }

        while (!rest.IsEmpty)
        {
            Rune.DecodeLastFromUtf16(rest, out var last, out var used);
            if (!runes.Contains(last)) break;
            rest = rest[..^used];
        }

        return rest.Length == text.Length ? text : rest.ToString();
    }

    private static string[] Explode(string text, long limit)
    {
        var parts = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            if (limit > 0 && parts.Count == limit - 1)
            {
                parts.Add(text[at..]);
                break;
            }

            var width = WidthAt(text, at);
            parts.Add(text.Substring(at, width));
            at += width;
        }

        return [.. parts];
    }

    private static int WidthAt(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
}
