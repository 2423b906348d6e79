using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Lynq.Chart.Tests.Image;

public sealed class ImageTests
{
    private static readonly string Build = RepositoryRoot.Combine("artifacts", "bin", "Lynq.Host", new DirectoryInfo(AppContext.BaseDirectory).Name);

    [Fact]
    public async Task The_bill_names_every_package_with_its_checksum_and_licence()
    {
        var result = await ProgramRun.ToEndAsync(new ProcessStartInfo(RepositoryRoot.Combine("build", "bill.sh"), [Build]));
        result.ExitCode.ShouldBe(0, result.Errors);
        var bill = JsonNode.Parse(result.Output)!;
        ((string?)bill["bomFormat"]).ShouldBe("CycloneDX");
        var components = bill["components"]!.AsArray().ToDictionary(c => (string)c!["name"]!, c => c!);
        var shipped = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Build, "lynq.deps.json")))!["libraries"]!.AsObject()
            .Where(library => (string?)library.Value!["type"] == "package").Select(library => library.Key.Split('/')[0]);
        components.Keys.ShouldBe(shipped, ignoreOrder: true);
        ((string?)components["Npgsql"]["licenses"]![0]!["expression"]).ShouldBe("PostgreSQL");
        components.Values.ShouldAllBe(c => ((string)c["hashes"]![0]!["content"]!).Length == 128);
    }

    [Fact]
    public async Task Every_licence_is_one_that_allows_to_ship()
    {
        string[] allowed = ["MIT", "Apache-2.0", "PostgreSQL", "BSD-2-Clause", "BSD-3-Clause"];
        var result = await ProgramRun.ToEndAsync(new ProcessStartInfo(RepositoryRoot.Combine("build", "bill.sh"), [Build, "licences"]));
        var others = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 3)).Where(package => !allowed.Contains(package[2])).Select(package => package[0]);
        // SQLite itself is in the public domain; its package names its licence in a file.
        others.ShouldBe(["SourceGear.sqlite3"]);
    }

    [Fact]
    public void Bases_are_pinned_by_version_and_digest_and_the_program_is_one_that_there_is()
    {
        var lines = File.ReadAllLines(RepositoryRoot.Combine("Dockerfile"));
        foreach (var argument in (string[])["SDK", "RUNTIME"])
            lines.Single(line => line.StartsWith($"ARG {argument}=", StringComparison.Ordinal)).ShouldMatch(@"=[a-z./-]+:\d+\.\d+\.\d+[a-z-]*@sha256:[0-9a-f]{64}$");
        Directory.Exists(RepositoryRoot.Combine(lines.Single(line => line.StartsWith("ARG PROJECT=", StringComparison.Ordinal))["ARG PROJECT=".Length..].Split('/'))).ShouldBeTrue();
        lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)).ShouldBe("USER 65532:65532");
    }

    /// <summary>Publishes, which takes minutes and a feed that serves the ahead-of-time compiler.</summary>
    [ImageFact]
    public async Task The_steps_of_the_image_give_a_program_that_runs_as_another_user_from_a_read_only_folder()
    {
        var result = await ProgramRun.ToEndAsync(new ProcessStartInfo(RepositoryRoot.Combine("build", "image-check.sh")), patience: TimeSpan.FromMinutes(30));
        result.ExitCode.ShouldBe(0, result.Output + result.Errors);
        result.Output.ShouldContain("works as another user");
    }
}

/// <summary>Runs only when it is asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ImageFactAttribute : FactAttribute
{
    public ImageFactAttribute() => Skip = Environment.GetEnvironmentVariable("LYNQ_IMAGE_CHECK") == "1" ? null : "takes minutes; run it with LYNQ_IMAGE_CHECK=1";
}
