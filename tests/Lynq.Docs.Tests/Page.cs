using System.Text.RegularExpressions;

namespace Lynq.Docs.Tests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Language">The first word after the fence; empty when there is none.</param>
/// <param name="Note">The rest of that line.</param>
/// <param name="Text">What is between the fences, without the fence's indentation.</param>
internal sealed record Block(int Line, string Language, string Note, string Text);

/// <summary>A page of the documentation.</summary>
internal sealed partial class Page
{
    private Page(string path) => (Path, Text) = (path, File.ReadAllText(RepositoryRoot.Combine(path.Split('/'))));

    /// <summary>Every page: README.md and what is below docs.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        .. Directory.GetFiles(RepositoryRoot.Combine("docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(RepositoryRoot.Combine(), file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The path from the repository's root.</summary>
    public string Path { get; }

    public string Text { get; }

    public IEnumerable<Block> Blocks => Fence().Matches(Text).Select(match => new Block(
        Text.AsSpan(0, match.Index).Count('\n') + 1,
        match.Groups["language"].Value,
        match.Groups["note"].Value.Trim(),
        string.Join('\n', match.Groups["text"].Value.Split('\n').Select(line => line.StartsWith(match.Groups["indent"].Value, StringComparison.Ordinal) ? line[match.Groups["indent"].Length..] : line))));

    /// <summary>Targets of links and pictures.</summary>
    public IEnumerable<string> Links => Link().Matches(Fence().Replace(Text, "")).Select(match => match.Groups[1].Value);

    /// <summary>Headings as links name them.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(Fence().Replace(Text, ""))
        .Select(match => NotInAnchors().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    public static Page Read(string path) => new(path);

    [GeneratedRegex(@"^(?<indent>[ ]*)```(?<language>\w*)(?<note>[^\n]*)\n(?<text>.*?)^[ ]*```[ ]*$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
