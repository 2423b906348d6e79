using System.Diagnostics;
using Shouldly;
using Xunit;

namespace Lynq.Chart.Tests;

/// <summary>The real helm: LYNQ_HELM names it, or it is on PATH.</summary>
public static class Helm
{
    private static readonly string? Program = InstalledProgram.Find("helm", "LYNQ_HELM");
    private static readonly string Home = Directory.CreateTempSubdirectory("lynq-helm-").FullName;

    /// <summary>Why helm cannot be run here, or null.</summary>
    public static string? WhyMissing => Program is null ? "LYNQ_HELM is not set and no helm is on PATH" : null;

    public static string Chart => RepositoryRoot.Combine("helm", "lynq");

    public static Task<ProgramRun> RunAsync(params IEnumerable<string> arguments) => ProgramRun.ToEndAsync(new ProcessStartInfo(Program!, arguments)
    {
        Environment = { ["HELM_CACHE_HOME"] = Home, ["HELM_CONFIG_HOME"] = Home, ["HELM_DATA_HOME"] = Home },
    });

    /// <summary>Renders the chart.</summary>
    public static async Task<Rendered> TemplateAsync(params IEnumerable<string> arguments)
    {
        var result = await RunAsync(["template", "lynq", Chart, "--namespace", "lynq-system", .. arguments]);
        result.ExitCode.ShouldBe(0, result.Errors);
        return new Rendered(result.Output);
    }
}

/// <summary>A test that needs helm; skipped with the reason when there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HelmFactAttribute : FactAttribute
{
    public HelmFactAttribute() => Skip = Helm.WhyMissing;
}

/// <summary>A table of tests that needs helm; skipped with the reason when there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HelmTheoryAttribute : TheoryAttribute
{
    public HelmTheoryAttribute() => Skip = Helm.WhyMissing;
}
