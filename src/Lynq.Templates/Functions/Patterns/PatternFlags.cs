namespace Lynq.Templates.Functions.Patterns;

/// <summary>The flags that a pattern can switch, all off at its start.</summary>
[Flags]
internal enum PatternFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>i</c>: case does not matter.</summary>
    FoldCase = 1,

    /// <summary><c>m</c>: <c>^</c> and <c>$</c> also match at line ends.</summary>
    MultiLine = 2,

    /// <summary><c>s</c>: <c>.</c> also matches a line feed.</summary>
    DotAll = 4,

    /// <summary><c>U</c>: repetitions are lazy, and greedy with <c>?</c>.</summary>
    Ungreedy = 8,
}
