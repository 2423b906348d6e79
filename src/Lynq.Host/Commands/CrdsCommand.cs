using System.CommandLine;
using Lynq.Crds.Schema;

namespace Lynq.Host.Commands;

/// <summary><c>lynq crds</c>: prints the CustomResourceDefinitions, or writes them into a folder.</summary>
internal static class CrdsCommand
{
    internal static Command Create()
    {
        var folder = new Option<DirectoryInfo?>("--output", "-o")
        {
            Description = "Folder to write one file per kind into. Without it the definitions are printed.",
            HelpName = "folder",
        };
        var command = new Command("crds", "Print the CustomResourceDefinitions of LynqHub, LynqForm and LynqNode.") { folder };
        command.SetAction((result, stop) => RunAsync(result.GetValue(folder), result.InvocationConfiguration.Output, stop));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo? folder, TextWriter output, CancellationToken stop)
    {
        var descriptions = FieldDescriptions.Load();
        folder?.Create();
        foreach (var definition in CrdDefinition.All)
        {
            var yaml = definition.ToYaml(descriptions);
            if (folder is null)
            {
                await output.WriteAsync($"---\n{yaml}".AsMemory(), stop);
                continue;
            }

            var file = Path.Combine(folder.FullName, definition.FileName);
            await File.WriteAllTextAsync(file, yaml, stop);
            await output.WriteLineAsync(file.AsMemory(), stop);
        }

        return 0;
    }
}
