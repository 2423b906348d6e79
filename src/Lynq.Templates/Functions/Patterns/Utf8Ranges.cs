using System.Globalization;
using System.Text;

namespace Lynq.Templates.Functions.Patterns;

/// <summary>
/// Writes sets of code points as patterns over the byte text of <see cref="ByteText"/>, so that the framework's engine
/// sees whole characters where .NET's own text would be halves of surrogate pairs.
/// </summary>
internal static class Utf8Ranges
{
    // Every character beyond ASCII, in few words: what is spelled out as valid bytes is valid, so its first byte says how many follow.
    private const string BeyondAscii =
        @"[\uE0C2-\uE0DF][\uE080-\uE0BF]|[\uE0E0-\uE0EF][\uE080-\uE0BF]{2}|[\uE0F0-\uE0F4][\uE080-\uE0BF]{3}";

    private static readonly int[] _lastOfLength = [0x7F, 0x7FF, 0xFFFF, RuneSet.Last];

    /// <summary>A pattern that matches exactly one character of the set.</summary>
    internal static string ToPattern(RuneSet set)
    {
        var ascii = new StringBuilder();
        var alternatives = new List<string>();
        foreach (var (first, last) in set.Ranges)
        {
            if (first < 0x80) ascii.Append(Range(first, Math.Min(last, 0x7F)));
            if (first <= 0x80 && last == RuneSet.Last) alternatives.Add(BeyondAscii);
            else if (last >= 0x80) Split(Math.Max(first, 0x80), last, alternatives);
        }

        // Go reads a byte that is no UTF-8 as U+FFFD.
        if (set.Contains(0xFFFD)) ascii.Append(Range(ByteText.InvalidByte + 0x80, ByteText.InvalidByte + 0xFF));
        if (ascii.Length > 0) alternatives.Insert(0, $"[{ascii}]");
        return alternatives.Count switch
        {
            0 => @"[^\u0000-\uFFFF]",
            1 => $"(?:{alternatives[0]})",
            _ => $"(?:{string.Join('|', alternatives)})",
        };
    }

    private static void Split(int first, int last, List<string> alternatives)
    {
        if (first > last) return;
        if (first < 0xD800 && last >= 0xD800)
        {
            Split(first, 0xD7FF, alternatives);
            Split(0xD800, last, alternatives);
            return;
        }

        if (first is >= 0xD800 and < 0xE000)
        {
            Split(0xE000, last, alternatives);
            return;
        }

        foreach (var limit in _lastOfLength)
        {
            if (first > limit || last <= limit) continue;
            Split(first, limit, alternatives);
            Split(limit + 1, last, alternatives);
            return;
        }

        SplitByBytes(first, last, alternatives);
    }

    /// <summary>Cuts a range so that in every part each byte runs over a range of its own.</summary>
    private static void SplitByBytes(int first, int last, List<string> alternatives)
    {
        var length = new Rune(first).Utf8SequenceLength;
        for (var i = 1; i < length; i++)
        {
            var mask = (1 << (6 * i)) - 1;
            if ((first & ~mask) == (last & ~mask)) continue;
            if ((first & mask) != 0)
            {
                Split(first, first | mask, alternatives);
                Split((first | mask) + 1, last, alternatives);
                return;
            }

            if ((last & mask) == mask) continue;
            Split(first, (last & ~mask) - 1, alternatives);
            Split(last & ~mask, last, alternatives);
            return;
        }

        Span<byte> low = stackalloc byte[4];
        Span<byte> high = stackalloc byte[4];
        new Rune(first).EncodeToUtf8(low);
        new Rune(last).EncodeToUtf8(high);
        var pattern = new StringBuilder();
        for (var i = 0; i < length; i++)
            pattern.Append('[').Append(Range(ByteText.ValidByte + low[i], ByteText.ValidByte + high[i])).Append(']');
        alternatives.Add(pattern.ToString());
    }

    private static string Range(int first, int last) => first == last ? Unit(first) : Unit(first) + "-" + Unit(last);

    private static string Unit(int c) => "\\u" + c.ToString("X4", CultureInfo.InvariantCulture);
}
