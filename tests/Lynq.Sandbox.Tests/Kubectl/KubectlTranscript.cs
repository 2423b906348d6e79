using System.Text.RegularExpressions;

namespace Lynq.Sandbox.Tests.Kubectl;

/// <summary>One section of a transcript file: commands that belong together.</summary>
public sealed record KubectlTranscript(string Title, IReadOnlyList<TranscriptStep> Steps)
{
    public static IReadOnlyList<KubectlTranscript> All { get; } = [.. Read()];

    public override string ToString() => Title;

    private static IEnumerable<KubectlTranscript> Read()
    {
        var assembly = typeof(KubectlTranscript).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".transcript", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            foreach (var section in reader.ReadToEnd().Split("\n## ").Skip(1).Prepend(""))
            {
                var lines = section.Split('\n');
                if (section.Length > 0) yield return new KubectlTranscript(lines[0].TrimStart('#', ' '), Parse(lines.Skip(1)));
            }
        }
    }

    private static List<TranscriptStep> Parse(IEnumerable<string> lines)
    {
        var steps = new List<TranscriptStep>();
        foreach (var line in lines)
        {
            if (line.StartsWith("  ", StringComparison.Ordinal)) steps[^1] = steps[^1] with { Input = steps[^1].Input + line[2..] + "\n" };
            else if (line.StartsWith("~ ", StringComparison.Ordinal)) steps[^1] = steps[^1] with { Differences = [.. steps[^1].Differences, TranscriptDifference.Parse(line[2..])] };
            else if (line.Length > 0 && line[0] is '$' or '&' or '=') steps.Add(TranscriptStep.Parse(line));
        }

        return steps;
    }
}

/// <summary>One command.</summary>
/// <param name="Command">Its words as a shell takes them, without kubectl itself.</param>
/// <param name="Variable">The name that keeps the output; null when it is only compared.</param>
/// <param name="Beside">First and last count of lines of a command that runs beside the others; null for others.</param>
public sealed record TranscriptStep(string Command, string? Variable, (int First, int All)? Beside)
{
    public string Input { get; init; } = "";

    public IReadOnlyList<TranscriptDifference> Differences { get; init; } = [];

    public static TranscriptStep Parse(string line)
    {
        if (line[0] == '$') return new(line[2..], null, null);
        var words = line.Split(' ', 4);
        return line[0] == '='
            ? new(line[(words[0].Length + 1)..], words[0][1..], null)
            : new(words[3], null, (int.Parse(words[1], null), int.Parse(words[2], null)));
    }
}

/// <summary>A difference with its reason: what is replaced in the output of one side before the comparison.</summary>
public sealed record TranscriptDifference(string Side, Regex Pattern, string Replacement, string Reason)
{
    // real /pattern/replacement/ reason; \/ stands for a slash.
    public static TranscriptDifference Parse(string text)
    {
        var side = text[..text.IndexOf(' ', StringComparison.Ordinal)];
        var parts = Regex.Split(text[(side.Length + 2)..], @"(?<!\\)/", RegexOptions.None, TimeSpan.FromSeconds(1));
        if (side is not ("real" or "sandbox") || parts is not [var pattern, var replacement, .. var reason] || string.Concat(reason).Trim().Length == 0)
            throw new FormatException($"no difference with a reason: {text}");
        var slash = pattern.Replace("\\/", "/", StringComparison.Ordinal);
        return new(side, new Regex(slash, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)),
            replacement.Replace("\\/", "/", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal), string.Join('/', reason).Trim());
    }
}
