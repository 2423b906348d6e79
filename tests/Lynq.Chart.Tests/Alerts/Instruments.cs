using System.Text.RegularExpressions;

namespace Lynq.Chart.Tests.Alerts;

/// <summary>The instruments that the sources define, by their name in the exposition, each with the labels that its file and those that record into it give.</summary>
internal static partial class Instruments
{
    public static IReadOnlyDictionary<string, HashSet<string>> All { get; } = Read();

    private static Dictionary<string, HashSet<string>> Read()
    {
        var sources = Directory.GetFiles(RepositoryRoot.Combine("src"), "*.cs", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllText);
        var all = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (file, text) in sources)
        {
            var names = Definition().Matches(text).Select(m => m.Groups[1].Value.Replace('.', '_')).ToList();
            if (names.Count == 0)
                continue;
            var type = Path.GetFileNameWithoutExtension(file);
            var recording = sources.Where(s => s.Key == file || s.Value.Contains($"{type}.", StringComparison.Ordinal)).Select(s => s.Value);
            var labels = recording.SelectMany(s => Label().Matches(s)).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
            foreach (var name in names)
                all[name] = labels;
        }

        return all;
    }

    [GeneratedRegex(@"(?:Create(?:Counter|Histogram|UpDownCounter|Observable\w+)(?:<\w+>)?|\w*Gauge)\(\s*""([a-z][a-z0-9_.]+)""")]
    private static partial Regex Definition();

    [GeneratedRegex(@"(?:Tag|new|KeyValuePair<string, object\?>)\(""([a-z_]+)"",|KeyValuePair<string, object\?> \w+ = new\(""([a-z_]+)""")]
    private static partial Regex Label();
}
