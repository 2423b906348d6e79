using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lynq.Templates.Functions.Patterns;

/// <summary>The replacement text of <c>regexReplaceAll</c>, taken apart once.</summary>
internal sealed class ReplacementTemplate
{
    // Literal text, or the number of a group; a group that does not exist is empty.
    private readonly List<(string Text, int Group)> _parts = [];
    private readonly IReadOnlyList<string?> _names;

    /// <summary>Reads a template over <see cref="ByteText"/>.</summary>
    internal ReplacementTemplate(string template, bool literal, IReadOnlyList<string?> names)
    {
        _names = names;
        var rest = template;
        for (var dollar = literal ? -1 : rest.IndexOf('$', StringComparison.Ordinal); dollar >= 0;)
        {
            _parts.Add((rest[..dollar], -1));
            rest = ReadReference(rest[(dollar + 1)..]);
            dollar = rest.IndexOf('$', StringComparison.Ordinal);
        }

        _parts.Add((rest, -1));
    }

    /// <summary>Appends the replacement for a match.</summary>
    internal void Append(StringBuilder result, Match match)
    {
        foreach (var (text, group) in _parts)
        {
            if (group < 0) result.Append(text);
            else result.Append(match.Groups[group].ValueSpan);
        }
    }

    /// <summary>Reads what follows a dollar sign and returns the rest; a dollar that refers to nothing stays.</summary>
    private string ReadReference(string rest)
    {
        if (rest.StartsWith('$'))
        {
            _parts.Add(("$", -1));
            return rest[1..];
        }

        var braces = rest.StartsWith('{');
        var start = braces ? 1 : 0;
        var end = start;
        while (end < rest.Length && IsNameUnit(rest[end])) end++;
        if (end == start || (braces && (end == rest.Length || rest[end] != '}')))
        {
            _parts.Add(("$", -1));
            return rest;
        }

        var group = GroupOf(rest[start..end]);
        if (group >= 0) _parts.Add(("", group));
        return rest[(braces ? end + 1 : end)..];
    }

    // Group names are ASCII, so a longer run of letters could refer to no group anyway.
    private static bool IsNameUnit(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private int GroupOf(string name)
    {
        var isNumber = name.All(char.IsAsciiDigit) && (name.Length == 1 || name[0] != '0') && name.Length <= 8;
        if (isNumber)
        {
            var number = int.Parse(name, CultureInfo.InvariantCulture);
            return number < _names.Count ? number : -1;
        }

        for (var i = 1; i < _names.Count; i++)
        {
            if (_names[i] == name) return i;
        }

        return -1;
    }
}
