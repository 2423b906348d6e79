using System.Text.RegularExpressions;

namespace Lynq.Docs.Tests;

/// <summary>What docs/scenarios.md says holds a scenario or a promise is there, and every scenario is in it.</summary>
public sealed partial class ScenarioPageTests
{
    private const int Scenarios = 56;

    private static readonly string Text = Page.Read("docs/scenarios.md").Text;

    private static readonly IReadOnlyDictionary<string, string> Sources = Directory
        .GetFiles(RepositoryRoot.Combine("tests"), "*.cs", SearchOption.AllDirectories)
        .ToDictionary(file => file, File.ReadAllText, StringComparer.Ordinal);

    [Fact]
    public void Every_scenario_has_its_row() =>
        Rows().Select(row => row.Scenario).ShouldBe(Enumerable.Range(1, Scenarios).Select(number => $"S{number:00}"));

    [Fact]
    public void Every_test_of_a_row_is_in_the_class_that_the_row_names()
    {
        var missing = Rows()
            .Where(row => row.Class.EndsWith("Scenarios", StringComparison.Ordinal))
            .SelectMany(row => TestName().Matches(row.Tests).Select(test => (row.Class, Test: test.Value)))
            .Where(named => !IsIn(named.Class, named.Test));
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_test_of_a_scenario_is_in_its_row()
    {
        var rows = Rows().ToDictionary(row => row.Scenario, row => row.Tests, StringComparer.Ordinal);
        var tests = Sources.Values.SelectMany(source => Method().Matches(source)).Select(match => match.Groups[1].Value).Where(name => TestName().IsMatch(name)).ToList();
        tests.Count.ShouldBeGreaterThan(Scenarios);
        tests.Where(test => !rows[test[..3]].Contains(test, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_other_test_and_class_that_the_page_names_is_there()
    {
        var methods = Sources.Values.SelectMany(source => Method().Matches(source)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var files = Sources.Keys.Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet(StringComparer.Ordinal);
        var tables = string.Join('\n', Text.Split('\n').Where(line => line.StartsWith('|')));
        var sentences = Sentence().Matches(tables).Select(match => match.Value).ToList();
        var classes = TypeName().Matches(tables).Select(match => match.Groups[1].Value).ToList();
        sentences.ShouldNotBeEmpty();
        classes.ShouldNotBeEmpty();
        sentences.Where(name => !methods.Contains(name)).Concat(classes.Where(name => !files.Contains(name))).ShouldBeEmpty();
    }

    private static bool IsIn(string type, string test) =>
        Sources.Any(source => Path.GetFileNameWithoutExtension(source.Key) == type && source.Value.Contains($" {test}(", StringComparison.Ordinal));

    private static IEnumerable<(string Scenario, string Class, string Tests)> Rows() =>
        Row().Matches(Text).Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value));

    [GeneratedRegex(@"^\| (S\d\d) [^|]+\| ([^|]+?) \| ([^|]+?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"S\d\d_\w+")]
    private static partial Regex TestName();

    [GeneratedRegex(@"public (?:async )?Task (\w+)\(|public void (\w+)\(")]
    private static partial Regex Method();

    /// <summary>Names of tests are sentences of at least four words.</summary>
    [GeneratedRegex(@"\b(?:S\d\d|[A-Z][a-z]+)(?:_\w+?){3,}\b")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b([A-Z][A-Za-z]+(?:Tests|Rule|Rules|Causes|Life|Scenarios))\b")]
    private static partial Regex TypeName();
}
