using System.Text;
using System.Text.RegularExpressions;
using Lynq.Templates.Execution;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Patterns;

/// <summary>
/// A compiled RE2 pattern with the operations of Go's <c>regexp</c>. Time is linear in the text; each search may take
/// only so long.
/// </summary>
internal sealed class GoRegex
{
    // What a match costs compared with going over one character, and how much pattern is as good as free.
    private const long MatchWork = 96;
    private const long GroupsWork = 320;
    private const long FreeSize = 16;
    private const long SizeUnit = 2;
    private readonly Regex _engine;
    private readonly IReadOnlyList<string?> _names;
    private readonly bool _isEmpty;
    private readonly long _size;

    private GoRegex(string pattern, TimeSpan timeout)
    {
        var (translated, names, size) = PatternTranslator.Translate(pattern);
        _size = size;
        _names = names;
        _isEmpty = pattern.Length == 0;
        _engine = new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, timeout);
    }

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="PatternException">RE2 rejects the pattern.</exception>
    internal static GoRegex Compile(string pattern, TimeSpan timeout)
    {
        try
        {
            return new GoRegex(pattern, timeout);
        }
        catch (Exception problem) when (problem is NotSupportedException or InsufficientExecutionStackException or ArgumentException)
        {
            throw new PatternException("expression too large", pattern);
        }
    }

    /// <summary>
    /// What a search of a text may cost, in units of <see cref="RenderContext.Work"/>. The engine is in one of a number of
    /// states after each character; a pattern with large repeat counts can have so many of them that it works on most of the
    /// pattern for each character.
    /// </summary>
    internal long CostOf(string text) => GoText.ByteCount(text) * (1 + (Math.Max(_size - FreeSize, 0) / SizeUnit));

    /// <summary>Whether the text has a match.</summary>
    internal bool IsMatch(string text)
    {
        // Not Regex.IsMatch: after a search that ran out of time the engine answers its next ones with true.
        var match = _engine.Match(ByteText.From(text));
        return match.Success;
    }

    /// <summary>The leftmost match, or an empty text.</summary>
    internal string Find(string text) => ByteText.ToText(_engine.Match(ByteText.From(text)).ValueSpan);

    /// <summary>Up to <paramref name="limit"/> matches that do not overlap, all when it is negative.</summary>
    internal List<string> FindAll(RenderContext context, string text, long limit)
    {
        var spelled = ByteText.From(text);
        var found = new List<string>();
        foreach (var (index, length) in Matches(context, spelled, limit)) found.Add(ByteText.ToText(spelled.AsSpan(index, length)));
        return found;
    }

    /// <summary>
    /// The parts of the text between matches, at most <paramref name="limit"/> of them, the last one being the rest.
    /// </summary>
    internal List<string> Split(RenderContext context, string text, long limit)
    {
        if (!_isEmpty && text.Length == 0) return [""];
        var spelled = ByteText.From(text);
        var parts = new List<string>();
        var start = 0;
        var end = 0;
        foreach (var (index, length) in Matches(context, spelled, limit))
        {
            if (limit > 0 && parts.Count == limit - 1) break;
            end = index;
            if (index + length != 0) parts.Add(ByteText.ToText(spelled.AsSpan(start, end - start)));
            start = index + length;
        }

        if (end != spelled.Length) parts.Add(ByteText.ToText(spelled.AsSpan(start)));
        return parts;
    }

    /// <summary>Replaces all matches.</summary>
    /// <param name="context">The render, whose limits apply.</param>
    /// <param name="text">Where to search.</param>
    /// <param name="replacement">The new text; with <c>$1</c> and <c>${name}</c> for groups unless it is literal.</param>
    /// <param name="literal">Whether <c>$</c> is an ordinary character.</param>
    internal string Replace(RenderContext context, string text, string replacement, bool literal)
    {
        var spelled = ByteText.From(text);
        var template = new ReplacementTemplate(ByteText.From(replacement), literal, _names);
        var result = new StringBuilder(spelled.Length);
        var copied = 0;
        var work = template.HasGroups ? GroupsWork : MatchWork;
        for (var at = 0; at <= spelled.Length && TryFind(spelled, at, out var index, out var length);)
        {
            context.Work(work);
            var end = index + length;
            result.Append(spelled, copied, index - copied);

            // No second replacement for an empty match right behind a match.
            if (end > copied || index == 0) template.Append(result, template.HasGroups ? _engine.Match(spelled, index) : null);

            copied = end;
            at = Math.Max(end, at + ByteText.WidthAt(spelled, at));
            context.RequireSize(result.Length);
        }

        result.Append(spelled, copied, spelled.Length - copied);
        return ByteText.ToText(result.ToString());
    }

    private IEnumerable<(int Index, int Length)> Matches(RenderContext context, string spelled, long limit)
    {
        var previousEnd = -1;
        var found = 0L;
        for (var at = 0; at <= spelled.Length && (limit < 0 || found < limit);)
        {
            if (!TryFind(spelled, at, out var index, out var length)) yield break;
            context.Work(MatchWork);
            var end = index + length;
            var isEmptyBehindMatch = end == at && index == previousEnd;
            at = end == at ? at + ByteText.WidthAt(spelled, at) : end;
            previousEnd = end;
            if (isEmptyBehindMatch) continue;
            found++;
            yield return (index, length);
        }
    }

    /// <summary>The first match from a position on, without an object for it.</summary>
    private bool TryFind(string spelled, int at, out int index, out int length)
    {
        foreach (var match in _engine.EnumerateMatches(spelled, at))
        {
            (index, length) = (match.Index, match.Length);
            return true;
        }

        (index, length) = (0, 0);
        return false;
    }
}
