using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Lynq.Chart.Tests.Alerts;

public sealed class AlertTests
{
    private static readonly string RulesFile = Path.Combine(Helm.Chart, "files", "alerts.yaml");

    private static IEnumerable<JsonObject> Rules =>
        YamlDocuments.Read(File.ReadAllText(RulesFile)).Single()["groups"]!.AsArray().SelectMany(g => g!["rules"]!.AsArray()).Select(r => r!.AsObject());

    public static TheoryData<string> Names => [.. Rules.Select(r => (string)r["alert"]!)];

    [PromtoolFact]
    public async Task Every_alert_fires_when_it_should_and_is_quiet_when_not()
    {
        var folder = Directory.CreateTempSubdirectory("lynq-alerts-");
        File.Copy(RulesFile, Path.Combine(folder.FullName, "alerts.yaml"));
        var tests = Path.Combine(folder.FullName, "alerts.test.yaml");
        File.Copy(RepositoryRoot.Combine("tests", "Lynq.Chart.Tests", "Alerts", "alerts.test.yaml"), tests);
        var result = await ProgramRun.ToEndAsync(new ProcessStartInfo(PromtoolFactAttribute.Program!, ["test", "rules", tests]));
        folder.Delete(recursive: true);
        result.ExitCode.ShouldBe(0, result.Output + result.Errors);
    }

    [Fact]
    public void Every_alert_is_tested()
    {
        var tests = YamlDocuments.Read(File.ReadAllText(RepositoryRoot.Combine("tests", "Lynq.Chart.Tests", "Alerts", "alerts.test.yaml"))).Single()["tests"]!.AsArray();
        var names = tests.Select(t => (string)t!["name"]!).ToList();
        foreach (var rule in Rules)
        {
            names.ShouldContain($"{rule["alert"]} fires");
            names.ShouldContain($"{rule["alert"]} stays quiet");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_a_runbook_that_says_what_it_means_and_what_to_do(string alert)
    {
        var rule = Rules.Single(r => (string)r["alert"]! == alert);
        ((string)rule["annotations"]!["runbook"]!).ShouldBe($"docs/runbooks/{alert}.md");
        var page = File.ReadAllText(RepositoryRoot.Combine("docs", "runbooks", $"{alert}.md"));
        foreach (var heading in (string[])[$"# {alert}", "## What it means", "## What to look at", "## What to do"])
            page.ShouldContain(heading);
        ((string?)rule["labels"]!["severity"]).ShouldBeOneOf("critical", "warning", "info");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Uses_metrics_and_labels_that_the_operator_exports(string alert) =>
        Expression.Of((string)Rules.Single(r => (string)r["alert"]! == alert)["expr"]!).Unknown(Instruments.All).ShouldBeEmpty();
}

/// <summary>A test that needs promtool: LYNQ_PROMTOOL names it, or it is on PATH.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PromtoolFactAttribute : FactAttribute
{
    public PromtoolFactAttribute() => Skip = Program is null ? "LYNQ_PROMTOOL is not set and no promtool is on PATH" : null;

    public static string? Program { get; } = InstalledProgram.Find("promtool", "LYNQ_PROMTOOL");
}
