using System.Globalization;
using System.Text;

namespace Lynq.Host.Tests.Metrics;

/// <summary>One sample of a scrape.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>
/// A parser of the Prometheus text format 0.0.4 that takes nothing for granted: names, escapes, one TYPE line before the samples
/// of each family, families in one block, no series twice, histograms with ascending cumulative buckets that end in +Inf.
/// </summary>
internal sealed class Exposition
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly List<Sample> _samples = [];

    public IReadOnlyDictionary<string, string> Types => _types;

    public IReadOnlyList<Sample> Samples => _samples;

    public IEnumerable<Sample> Of(string name) => _samples.Where(sample => sample.Name == name);

    public static Exposition Parse(string text)
    {
        var page = new Exposition();
        text.ShouldEndWith("\n");
        var family = "";
        var closed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
                continue;
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                words.Length.ShouldBe(4, line);
                closed.Add(family);
                family = words[2];
                closed.ShouldNotContain(family, "a family comes in one block");
                IsName(family).ShouldBeTrue(line);
                words[3].ShouldBeOneOf("counter", "gauge", "histogram", "summary", "untyped");
                page._types.Add(family, words[3]);
                continue;
            }

            var sample = ParseSample(line);
            page.FamilyOf(sample.Name).ShouldBe(family, line);
            page._samples.Add(sample);
        }

        page._samples.GroupBy(Key).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
        page.CheckHistograms();
        return page;
    }

    private string FamilyOf(string name)
    {
        foreach (var suffix in (string[])["_bucket", "_sum", "_count"])
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal) && _types.GetValueOrDefault(name[..^suffix.Length]) == "histogram")
                return name[..^suffix.Length];
        }

        return name;
    }

    private void CheckHistograms()
    {
        foreach (var family in _types.Where(type => type.Value == "histogram").Select(type => type.Key))
        {
            foreach (var series in Of($"{family}_bucket").GroupBy(sample => Key(sample with { Labels = Without(sample.Labels, "le") })))
            {
                var bounds = series.Select(bucket => bucket.Labels["le"] == "+Inf" ? double.PositiveInfinity : double.Parse(bucket.Labels["le"], CultureInfo.InvariantCulture)).ToList();
                bounds.ShouldBe(bounds.Order().ToList());
                bounds[^1].ShouldBe(double.PositiveInfinity, family);
                var counts = series.Select(bucket => bucket.Value).ToList();
                counts.ShouldBe(counts.Order().ToList(), family);
                var labels = Without(series.First().Labels, "le");
                Of($"{family}_count").Single(sample => Key(sample) == Key(new($"{family}_count", labels, 0))).Value.ShouldBe(counts[^1]);
                Of($"{family}_sum").Count(sample => Key(sample) == Key(new($"{family}_sum", labels, 0))).ShouldBe(1);
            }
        }
    }

    private static Sample ParseSample(string line)
    {
        var at = 0;
        while (at < line.Length && line[at] is not ('{' or ' '))
            at++;
        var name = line[..at];
        IsName(name).ShouldBeTrue(line);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (line[at] == '{')
        {
            at++;
            while (line[at] != '}')
            {
                var equals = line.IndexOf('=', at);
                var label = line[at..equals];
                label.All(c => char.IsAsciiLetterOrDigit(c) || c == '_').ShouldBeTrue(line);
                line[equals + 1].ShouldBe('"', line);
                at = equals + 2;
                var value = new StringBuilder();
                for (; line[at] != '"'; at++)
                    value.Append(line[at] == '\\' ? Unescaped(line[++at]) : line[at]);
                labels.Add(label, value.ToString());
                at++;
                if (line[at] == ',')
                    at++;
            }

            at++;
        }

        line[at].ShouldBe(' ', line);
        var text = line[(at + 1)..];
        var number = text switch { "+Inf" => double.PositiveInfinity, "-Inf" => double.NegativeInfinity, "NaN" => double.NaN, _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) };
        return new(name, labels, number);
    }

    private static char Unescaped(char escaped) => escaped switch { 'n' => '\n', '"' or '\\' => escaped, _ => throw new FormatException($"\\{escaped} is no escape") };

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':');

    private static string Key(Sample sample) =>
        $"{sample.Name}{{{string.Join(',', sample.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"))}}}";

    private static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> labels, string name) =>
        labels.Where(l => l.Key != name).ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal);
}
