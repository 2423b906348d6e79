using System.Collections.Concurrent;
using Lynq.Templates.Execution;

namespace Lynq.Templates.Functions.Patterns;

/// <summary>Compiled patterns, of which forms have few and use them for every row. Bounded, because rows can hold patterns.</summary>
internal static class RegexCache
{
    private const int Capacity = 256;
    private const int LongestKey = 1024;

    private static readonly ConcurrentDictionary<(string Pattern, TimeSpan Timeout), GoRegex> _compiled = new();

    /// <summary>The compiled pattern.</summary>
    /// <exception cref="PatternException">RE2 rejects the pattern.</exception>
    internal static GoRegex Get(RenderContext context, string pattern)
    {
        var key = (pattern, context.Limits.RegexTimeout);
        if (_compiled.TryGetValue(key, out var known)) return known;
        if (pattern.Length > context.Limits.MaxPatternSize)
        {
            throw new FunctionException(
                $"regular expression of {pattern.Length} characters exceeds the limit of {context.Limits.MaxPatternSize}");
        }

        context.Work(pattern.Length * 16L);
        var regex = GoRegex.Compile(pattern, context.Limits.RegexTimeout);
        if (pattern.Length > LongestKey) return regex;
        if (_compiled.Count >= Capacity) _compiled.Clear();
        return _compiled.GetOrAdd(key, regex);
    }

    /// <summary>Drops a pattern whose search was given up, with whatever state that left in its engine.</summary>
    internal static void Forget(RenderContext context, string pattern) =>
        _compiled.TryRemove((pattern, context.Limits.RegexTimeout), out _);
}
