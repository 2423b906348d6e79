using System.Text;
using System.Text.RegularExpressions;

namespace Lynq.Templates.Functions.Patterns;

/// <summary>
/// A compiled RE2 pattern with the operations of Go's <c>regexp</c>. Time is linear in the text; each search may take
/// only so long.
/// </summary>
internal sealed class GoRegex
{
    private const int MostMatches = 100_000;
    private readonly Regex _engine;
    private readonly IReadOnlyList<string?> _names;
    private readonly bool _isEmpty;

    private GoRegex(string pattern, TimeSpan timeout)
    {
        var (translated, names) = PatternTranslator.Translate(pattern);
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
    internal List<string> FindAll(string text, long limit)
    {
        var spelled = ByteText.From(text);
        var found = new List<string>();
        foreach (var match in Matches(spelled, limit))
        {
            if (found.Count == MostMatches) throw new FunctionException($"regular expression has more than {MostMatches} matches");
            found.Add(ByteText.ToText(match.ValueSpan));
        }

        return found;
    }

    /// <summary>
    /// The parts of the text between matches, at most <paramref name="limit"/> of them, the last one being the rest.
    /// </summary>
    internal List<string> Split(string text, long limit)
    {
        if (!_isEmpty && text.Length == 0) return [""];
        var spelled = ByteText.From(text);
        var parts = new List<string>();
        var start = 0;
        var end = 0;
        foreach (var match in Matches(spelled, limit))
        {
            if (limit > 0 && parts.Count == limit - 1) break;
            end = match.Index;
            if (match.Index + match.Length != 0) parts.Add(ByteText.ToText(spelled.AsSpan(start, end - start)));
            start = match.Index + match.Length;
        }

        if (end != spelled.Length) parts.Add(ByteText.ToText(spelled.AsSpan(start)));
        return parts;
    }

    /// <summary>Replaces all matches.</summary>
    /// <param name="text">Where to search.</param>
    /// <param name="replacement">The new text; with <c>$1</c> and <c>${name}</c> for groups unless it is literal.</param>
    /// <param name="literal">Whether <c>$</c> is an ordinary character.</param>
    /// <param name="reserve">Told the length of the result as it grows.</param>
    internal string Replace(string text, string replacement, bool literal, Action<long> reserve)
    {
        var spelled = ByteText.From(text);
        var template = new ReplacementTemplate(ByteText.From(replacement), literal, _names);
        var result = new StringBuilder(spelled.Length);
        var copied = 0;
        for (var at = 0; at <= spelled.Length;)
        {
            var match = _engine.Match(spelled, at);
            if (!match.Success) break;
            var end = match.Index + match.Length;
            result.Append(spelled, copied, match.Index - copied);

            // No second replacement for an empty match right behind a match.
            if (end > copied || match.Index == 0) template.Append(result, match);
            copied = end;
            at = Math.Max(end, at + ByteText.WidthAt(spelled, at));
            reserve(result.Length);
        }

        result.Append(spelled, copied, spelled.Length - copied);
        return ByteText.ToText(result.ToString());
    }

    private IEnumerable<Match> Matches(string spelled, long limit)
    {
        var previousEnd = -1;
        var found = 0L;
        for (var at = 0; at <= spelled.Length && (limit < 0 || found < limit);)
        {
            var match = _engine.Match(spelled, at);
            if (!match.Success) yield break;
            var end = match.Index + match.Length;
            var isEmptyBehindMatch = end == at && match.Index == previousEnd;
            at = end == at ? at + ByteText.WidthAt(spelled, at) : end;
            previousEnd = end;
            if (isEmptyBehindMatch) continue;
            found++;
            yield return match;
        }
    }
}
