namespace Lynq.Templates.Functions.Patterns;

/// <summary>A set of code points as sorted ranges that do not touch.</summary>
/// <param name="Ranges">First and last code point of every range.</param>
internal sealed record RuneSet(IReadOnlyList<(int First, int Last)> Ranges)
{
    /// <summary>The largest code point.</summary>
    internal const int Last = 0x10FFFF;

    /// <summary>Every code point.</summary>
    internal static RuneSet All { get; } = new([(0, Last)]);

    /// <summary>The set of these ranges, in any order.</summary>
    internal static RuneSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var range in ranges.OrderBy(static range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }

        return new RuneSet(merged);
    }

    /// <summary>The code points of both sets.</summary>
    internal RuneSet Union(RuneSet other) => Of(Ranges.Concat(other.Ranges));

    /// <summary>The code points that are not in the set.</summary>
    internal RuneSet Negate()
    {
        var gaps = new List<(int First, int Last)>();
        var next = 0;
        foreach (var (first, last) in Ranges)
        {
            if (first > next) gaps.Add((next, first - 1));
            next = last + 1;
        }

        if (next <= Last) gaps.Add((next, Last));
        return new RuneSet(gaps);
    }

    /// <summary>Whether a code point is in the set.</summary>
    internal bool Contains(int rune) => Ranges.Any(range => rune >= range.First && rune <= range.Last);
}
