using Shouldly;

namespace Lynq.Chart.Tests.Rendering;

/// <summary>What the chart rendered when somebody last looked at it.</summary>
internal static class Snapshot
{
    public static async Task CompareAsync(string name, string text)
    {
        var file = RepositoryRoot.Combine("tests", "Lynq.Chart.Tests", "Rendering", "Snapshots", $"{name}.yaml");
        if (Environment.GetEnvironmentVariable("LYNQ_UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(file, text);
        text.ShouldBe(await File.ReadAllTextAsync(file), "the chart renders differently; when that is meant, run the test once with LYNQ_UPDATE_SNAPSHOTS=1");
    }
}
