using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lynq.Templates.Functions.Patterns;

/// <summary>The replacement text of <c>regexReplaceAll</c>, taken apart once.</summary>
internal sealed class ReplacementTemplate
{
    // Literal text, or the numbers of the groups that a reference names: the first one that took part counts.
    private readonly List<(string Text, int[] Groups)> _parts = [];
    private readonly IReadOnlyList<string?> _names;

    /// <summary>Reads a template over <see cref="ByteText"/>.</summary>
    internal ReplacementTemplate(string template, bool literal, IReadOnlyList<string?> names)
    {
        _names = names;
        var rest = template;
        for (var dollar = literal ? -1 : rest.IndexOf('$', StringComparison.Ordinal); dollar >= 0;)
        {
            _parts.Add((rest[..dollar], []));
            rest = ReadReference(rest[(dollar + 1)..]);
            dollar = rest.IndexOf('$', StringComparison.Ordinal);
        }

        _parts.Add((rest, []));
        HasGroups = _parts.Exists(static part => part.Groups.Length > 0);
    }

    /// <summary>Whether it refers to groups.</summary>
    internal bool HasGroups { get; }

    /// <summary>Appends the replacement for a match, which may be null if no groups are referred to.</summary>
    internal void Append(StringBuilder result, Match? match)
    {
        foreach (var (text, groups) in _parts)
        {
            result.Append(text);
            foreach (var group in groups)
            {
                if (!match!.Groups[group].Success) continue;
                result.Append(match.Groups[group].ValueSpan);
                break;
            }
        }
    }

    /// <summary>Reads what follows a dollar sign and returns the rest; a dollar that refers to nothing stays.</summary>
    private string ReadReference(string rest)
    {
        if (rest.StartsWith('$'))
        {
            _parts.Add(("$", []));
            return rest[1..];
        }

        var braces = rest.StartsWith('{');
        var start = braces ? 1 : 0;
        var end = start;
        while (end < rest.Length && IsNameUnit(rest[end])) end++;
        if (end == start || (braces && (end == rest.Length || rest[end] != '}')))
        {
            _parts.Add(("$", []));
            return rest;
        }

        _parts.Add(("", GroupsOf(rest[start..end])));
        return rest[(braces ? end + 1 : end)..];
    }

    // Group names are ASCII, so a longer run of letters could refer to no group anyway.
    private static bool IsNameUnit(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private int[] GroupsOf(string name)
    {
        var isNumber = name.All(char.IsAsciiDigit) && (name.Length == 1 || name[0] != '0') && name.Length <= 8;
        if (!isNumber) return [.. Enumerable.Range(0, _names.Count).Where(group => _names[group] == name)];
        var number = int.Parse(name, CultureInfo.InvariantCulture);
        return number < _names.Count ? [number] : [];
    }
}
