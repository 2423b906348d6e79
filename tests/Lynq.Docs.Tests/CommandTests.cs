namespace Lynq.Docs.Tests;

/// <summary>Every command block that does not say why not is run in a demo, page by page and in the page's order.</summary>
public sealed class CommandTests
{
    public static TheoryData<string> Pages => [.. Page.All.Where(path => Scripts(path).Any())];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_command_works(string path)
    {
        await using var demo = await Demo.StartAsync();
        foreach (var block in Page.Read(path).Blocks.Where(block => block.Note.StartsWith("file=", StringComparison.Ordinal)))
            demo.Write(block.Note["file=".Length..], block.Text);
        foreach (var block in Scripts(path))
        {
            var (exitCode, output) = await demo.RunAsync(Runnable(block.Text));
            exitCode.ShouldBe(0, $"{path}:{block.Line}\n{block.Text}\n{output}");
        }
    }

    [Fact]
    public void A_block_that_is_not_run_says_why() =>
        (from path in Page.All from block in Page.Read(path).Blocks where block.Language is "sh" or "yaml" && Unknown(block) select $"{path}:{block.Line}: {block.Note}").ShouldBeEmpty();

    private static IEnumerable<Block> Scripts(string path) => Page.Read(path).Blocks.Where(block => block.Language == "sh" && block.Note.Length == 0);

    private static bool Unknown(Block block) => block.Language == "sh"
        ? block.Note.Length > 0 && !(block.Note.StartsWith("skip: ", StringComparison.Ordinal) && block.Note.Length > "skip: ".Length + 10)
        : !ObjectBlocks.IsObjects(block.Note) && block.Note != "values";

    // Without kubectl the other commands are run all the same.
    private static string Runnable(string script) => Programs.Kubectl is not null
        ? script
        : string.Join('\n', script.Split('\n').Where(line => !line.StartsWith("kubectl ", StringComparison.Ordinal)));
}
