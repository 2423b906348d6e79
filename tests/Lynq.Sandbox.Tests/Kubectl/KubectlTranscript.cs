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
/// <param name="Side">real or sandbox.</param>
/// <param name="Before">The minor version from which on real servers do the same; null for one that stays.</param>
/// <param name="Pattern">What is replaced.</param>
/// <param name="Replacement">By what.</param>
/// <param name="Reason">Why there is a difference.</param>
public sealed partial record TranscriptDifference(string Side, int? Before, Regex Pattern, string Replacement, string Reason)
{
    /// <summary>Whether a real server of 1.<paramref name="minor"/> differs.</summary>
    public bool Holds(int minor) => Before is not { } version || minor < version;

    // real before 1.30 /pattern/replacement/ reason; sandbox always /pattern/replacement/ reason; \/ stands for a slash.
    public static TranscriptDifference Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success) throw new FormatException($"no difference with a reason: {text}");
        return new(
            match.Groups["side"].Value,
            match.Groups["minor"].Success ? int.Parse(match.Groups["minor"].Value, null) : null,
            new Regex(Plain(match.Groups["pattern"].Value), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)),
            Plain(match.Groups["replacement"].Value).Replace("\\n", "\n", StringComparison.Ordinal),
            match.Groups["reason"].Value);
    }

    private static string Plain(string text) => text.Replace("\\/", "/", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<side>real|sandbox) (?:before 1\.(?<minor>\d+)|always) /(?<pattern>(?:[^/\\]|\\.)+)/(?<replacement>(?:[^/\\]|\\.)*)/ ?(?<reason>\S.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
