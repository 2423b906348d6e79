using Lynq.Sandbox.Api;
using Lynq.Sandbox.Kinds;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Reading;

/// <summary>A parsed labelSelector parameter.</summary>
internal sealed class LabelSelector
{
    public static readonly LabelSelector Everything = new([]);
    private readonly List<Requirement> _requirements;

    private LabelSelector(List<Requirement> requirements) => _requirements = requirements;

    private enum Operator
    {
        In,
        NotIn,
        Exists,
        Missing,
        Greater,
        Less,
    }

    public bool IsEverything => _requirements.Count == 0;

    /// <summary>Parses <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>; throws 400 when it is none.</summary>
    public static LabelSelector Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Everything;
        return new LabelSelector([.. Split(text).Select(part => ParseOne(text, part.Trim()))]);
    }

    public bool Matches(LabelPair[] labels) => _requirements.TrueForAll(requirement => requirement.Matches(labels));

    // Commas inside parentheses separate values, not requirements.
    private static IEnumerable<string> Split(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(') depth++;
            else if (text[i] == ')') depth--;
            else if (text[i] == ',' && depth == 0)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static Requirement ParseOne(string text, string part)
    {
        if (part.StartsWith('!')) return New(text, part[1..], Operator.Missing, []);
        if (part.IndexOf('(', StringComparison.Ordinal) is var open and > 0 && part.EndsWith(')'))
        {
            var words = part[..open].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var values = part[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
            if (words is [var key, "in"]) return New(text, key, Operator.In, values);
            if (words is [var other, "notin"]) return New(text, other, Operator.NotIn, values);
            throw Unparsable(text);
        }

        foreach (var (sign, operation) in Signs)
        {
            var at = part.IndexOf(sign, StringComparison.Ordinal);
            if (at > 0) return New(text, part[..at], operation, [part[(at + sign.Length)..].Trim()]);
        }

        return New(text, part, Operator.Exists, []);
    }

    private static readonly (string, Operator)[] Signs =
        [("!=", Operator.NotIn), ("==", Operator.In), ("=", Operator.In), (">", Operator.Greater), ("<", Operator.Less)];

    private static Requirement New(string text, string key, Operator operation, string[] values)
    {
        key = key.Trim();
        if (NameRules.QualifiedNameProblem(key) is { } why) throw Unparsable(text, $"key: Invalid value: \"{key}\": {why}");
        foreach (var value in values)
        {
            if (NameRules.LabelValueProblem(value) is { } wrong) throw Unparsable(text, $"values[0][{key}]: Invalid value: \"{value}\": {wrong}");
        }

        return new Requirement(key, operation, values);
    }

    private static ApiException Unparsable(string text, string? why = null) =>
        Errors.BadRequest($"unable to parse requirement: {why ?? $"found '{text}', expected: a selector such as key=value"}");

    private sealed record Requirement(string Key, Operator Operation, string[] Values)
    {
        public bool Matches(LabelPair[] labels)
        {
            string? value = null;
            foreach (var label in labels)
            {
                if (label.Name == Key) value = label.Value;
            }

            return Operation switch
            {
                Operator.In => value is not null && Values.Contains(value, StringComparer.Ordinal),
                Operator.NotIn => value is null || !Values.Contains(value, StringComparer.Ordinal),
                Operator.Exists => value is not null,
                Operator.Missing => value is null,
                Operator.Greater => Compare(value) > 0,
                _ => Compare(value) < 0,
            };
        }

        private int Compare(string? value) =>
            long.TryParse(value, out var left) && long.TryParse(Values[0], out var right) ? left.CompareTo(right) : 0;
    }
}
