namespace Lynq.Templates;

/// <summary>What one render may use. A template that asks for more fails with a <see cref="TemplateException"/>.</summary>
public sealed record TemplateLimits
{
    /// <summary>The limits that apply where none are given.</summary>
    public static TemplateLimits Default { get; } = new();

    /// <summary>Actions, loop rounds and calls of one render; 1,000,000 by default.</summary>
    public long MaxSteps { get; init; } = 1_000_000;

    /// <summary>The result's size in UTF-16 units; 1 MiB by default.</summary>
    public int MaxOutput { get; init; } = 1 << 20;

    /// <summary>Templates that call one another, in levels; 1,000 by default.</summary>
    public int MaxDepth { get; init; } = 1_000;

    /// <summary>
    /// The size of any one value that a function makes, in UTF-16 units, and the widths and precisions of
    /// <c>printf</c>; 1 MiB by default.
    /// </summary>
    public int MaxValueSize { get; init; } = 1 << 20;

    /// <summary>The elements of any one list or map that a function makes; 100,000 by default.</summary>
    public int MaxElements { get; init; } = 100_000;

    /// <summary>The characters of a regular expression or of a date's layout; 1,000 by default, since rows can hold patterns.</summary>
    public int MaxPatternSize { get; init; } = 1_000;

    /// <summary>What all values that functions make may amount to over one render, in units; 8 Mi by default.</summary>
    public long MaxWork { get; init; } = 8 << 20;

    /// <summary>
    /// The time that one regular expression may take; 1 s by default. Matching is linear in the text's size, so that this only
    /// guards against the unforeseen: it is wall-clock time, and a busy machine must not fail a render.
    /// </summary>
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromSeconds(1);
}
