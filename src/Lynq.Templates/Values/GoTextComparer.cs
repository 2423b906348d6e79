namespace Lynq.Templates.Values;

/// <summary>Compares strings by their UTF-8 bytes, as Go does everywhere; UTF-16 order differs beyond U+D7FF.</summary>
internal sealed class GoTextComparer : IComparer<string>
{
    private GoTextComparer()
    {
    }

    /// <summary>The comparer.</summary>
    public static GoTextComparer Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var same = left.CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return char.IsSurrogate(left[same]) || char.IsSurrogate(right[same])
            ? CompareBytes(left, right)
            : left[same].CompareTo(right[same]);
    }

    private static int CompareBytes(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        GoText.ToBytes(left).AsSpan().SequenceCompareTo(GoText.ToBytes(right));
}
