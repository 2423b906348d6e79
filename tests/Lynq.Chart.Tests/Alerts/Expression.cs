using System.Text.RegularExpressions;

namespace Lynq.Chart.Tests.Alerts;

/// <summary>The metrics of a PromQL expression, each with the labels that are asked of it.</summary>
internal sealed partial record Expression(IReadOnlyList<(string Metric, string[] Labels)> Uses)
{
    private static readonly HashSet<string> Words =
    [
        "sum", "max", "min", "avg", "count", "topk", "rate", "increase", "changes", "histogram_quantile", "absent", "time", "and", "or", "unless", "by", "offset",
    ];

    public static Expression Of(string text)
    {
        var grouped = Grouping().Matches(text).SelectMany(m => m.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries));
        var rest = Grouping().Replace(text, " ");
        var uses = from match in Metric().Matches(rest)
                   where !Words.Contains(match.Groups[1].Value)
                   let labels = Matcher().Matches(match.Groups[2].Value).Select(m => m.Groups[1].Value)
                   select (match.Groups[1].Value, labels.Concat(grouped).Distinct().ToArray());
        return new([.. uses]);
    }

    /// <summary>What the given instruments do not have.</summary>
    public IEnumerable<string> Unknown(IReadOnlyDictionary<string, HashSet<string>> instruments)
    {
        if (Uses.Count == 0)
            yield return "no metric at all";
        foreach (var (metric, labels) in Uses)
        {
            var family = instruments.ContainsKey(metric) ? metric : HistogramSuffix().Replace(metric, "");
            if (!instruments.TryGetValue(family, out var known))
                yield return metric;
            else
                foreach (var label in labels.Where(l => !known.Contains(l) && !(l == "le" && metric.EndsWith("_bucket", StringComparison.Ordinal))))
                    yield return $"{metric}{{{label}}}";
        }
    }

    [GeneratedRegex(@"\bby \(([^)]*)\)")]
    private static partial Regex Grouping();

    // A duration such as 5m begins with a digit, so it is no name.
    [GeneratedRegex(@"(?<![0-9A-Za-z_""=~$])([a-z][a-z0-9_]*)(\{[^}]*\})?(?![A-Za-z0-9_""])")]
    private static partial Regex Metric();

    [GeneratedRegex(@"([a-z_]+)\s*(?:=~|!~|!=|=)")]
    private static partial Regex Matcher();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex HistogramSuffix();
}
