namespace Lynq.Sources;

/// <summary>The one rule for which rows are active (contract §5.5).</summary>
public static class Activation
{
    /// <summary>True iff the text is one of the seven accepted words, case-exact and untrimmed.</summary>
    public static bool IsActive(string? text) =>
        text is "1" or "true" or "TRUE" or "True" or "yes" or "YES" or "Yes";

    /// <summary>The same rule for UTF-8 bytes.</summary>
    public static bool IsActive(ReadOnlySpan<byte> utf8) =>
        utf8.SequenceEqual("1"u8)
        || utf8.SequenceEqual("true"u8) || utf8.SequenceEqual("TRUE"u8) || utf8.SequenceEqual("True"u8)
        || utf8.SequenceEqual("yes"u8) || utf8.SequenceEqual("YES"u8) || utf8.SequenceEqual("Yes"u8);
}
