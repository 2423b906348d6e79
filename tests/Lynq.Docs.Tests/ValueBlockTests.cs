namespace Lynq.Docs.Tests;

/// <summary>Values of the chart that the documentation shows are rendered by helm.</summary>
public sealed class ValueBlockTests
{
    public static TheoryData<string, int> Places
    {
        get
        {
            var places = new TheoryData<string, int>();
            foreach (var (page, block) in ObjectBlocks.Of(note => note == "values"))
                places.Add(page, block.Line);
            return places;
        }
    }

    [HelmTheory]
    [MemberData(nameof(Places))]
    public async Task Is_taken_by_the_chart(string page, int line)
    {
        var folder = Directory.CreateTempSubdirectory("lynq-docs-");
        var file = Path.Combine(folder.FullName, "values.yaml");
        await File.WriteAllTextAsync(file, Page.Read(page).Blocks.Single(block => block.Line == line).Text);
        var home = new Dictionary<string, string>(StringComparer.Ordinal) { ["HELM_CACHE_HOME"] = folder.FullName, ["HELM_CONFIG_HOME"] = folder.FullName, ["HELM_DATA_HOME"] = folder.FullName };
        var helm = await ProgramRun.ToEndAsync(Programs.Description(Programs.Helm!, ["template", "lynq", RepositoryRoot.Combine("helm", "lynq"), "-f", file], folder.FullName, home));
        folder.Delete(recursive: true);
        helm.ExitCode.ShouldBe(0, $"{page}:{line}: {helm.Errors}");
        helm.Output.ShouldContain("kind: Deployment");
    }
}

/// <summary>Needs helm: LYNQ_HELM names it, or it is on PATH.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HelmTheoryAttribute : TheoryAttribute
{
    public HelmTheoryAttribute() => Skip = Programs.Helm is null ? "LYNQ_HELM is not set and no helm is on PATH" : null;
}
