using System.CommandLine;

namespace Lynq.Host.Commands.Reference;

/// <summary><c>lynq docs</c>: the pages of the documentation that are made from the code.</summary>
internal static class DocsCommand
{
    internal static Command Create() => new("docs", "Print a reference page as Markdown.")
    {
        Page("functions", "The functions that templates can call.", FunctionReference.Markdown),
        Page("settings", "The settings of lynq run.", SettingReference.Markdown),
    };

    private static Command Page(string name, string description, Func<string> markdown)
    {
        var command = new Command(name, description);
        command.SetAction((result, stop) => result.InvocationConfiguration.Output.WriteAsync(markdown().AsMemory(), stop));
        return command;
    }
}
