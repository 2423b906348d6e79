using Lynq.Host.Commands.Reference;

namespace Lynq.Docs.Tests;

public sealed class ReferenceTests
{
    [Fact]
    public void The_reference_of_functions_is_what_the_engine_says() =>
        Differing("functions.md", FunctionReference.Markdown()).ShouldBeEmpty("make it anew: lynq docs functions > docs/functions.md");

    [Fact]
    public void The_reference_of_settings_is_what_the_program_takes() =>
        Differing("settings.md", SettingReference.Markdown()).ShouldBeEmpty("make it anew: lynq docs settings > docs/settings.md");

    private static IEnumerable<string> Differing(string page, string made)
    {
        var lines = File.ReadAllText(RepositoryRoot.Combine("docs", page)).Split('\n');
        return made.Split('\n').Except(lines).Concat(lines.Except(made.Split('\n')));
    }
}
