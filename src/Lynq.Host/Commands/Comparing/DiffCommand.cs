using System.CommandLine;
using Lynq.Host.Clusters;
using Lynq.Host.Documents;
using Lynq.Host.Output;

namespace Lynq.Host.Commands.Comparing;

/// <summary><c>lynq diff</c>: what a changed form would do to the cluster, field by field. <c>lynq preview</c>: the same, counted.</summary>
internal static class DiffCommand
{
    internal static Command Create()
    {
        var failing = new Option<bool>("--exit-code") { Description = "Exit 1 when anything would change, as kubectl diff does" };
        var command = new Command("diff", "Show what a changed form would do to the cluster: objects and fields that would be created, changed or deleted. Nothing is stored. Exits 1 when an object could not be applied.") { failing };
        AddAction(command, async (result, format, changes, stop) =>
        {
            await ComparisonReport.WriteAsync(result.InvocationConfiguration.Output, format, changes, stop);
            return changes.Any(c => c.IsFailure || (c.IsChange && result.GetValue(failing))) ? 1 : 0;
        });
        return command;
    }

    internal static Command CreatePreview()
    {
        var command = new Command("preview", "Count what a changed form would do to the cluster, by kind. Nothing is stored. Exits 1 when an object could not be applied.");
        AddAction(command, async (result, format, changes, stop) =>
        {
            await ComparisonReport.WriteCountsAsync(result.InvocationConfiguration.Output, format, changes, stop);
            return changes.Any(c => c.IsFailure) ? 1 : 0;
        });
        return command;
    }

    private static void AddAction(Command command, Func<ParseResult, OutputFormat, IReadOnlyList<NodeChange>, CancellationToken, Task<int>> report)
    {
        var (files, rows, cluster, format) = (InputFiles.AddTo(command), ComparedRows.AddTo(command), ClusterOptions.AddTo(command), OutputOptions.AddTo(command));
        command.SetAction(async (result, stop) =>
        {
            var documents = LynqDocuments.Of(files.Read(result));
            var forms = documents.RequireForms();
            using var open = cluster.Open(result);
            var comparer = new NodeComparer(open);
            var changes = new List<NodeChange>();
            foreach (var form in forms)
                changes.AddRange(await comparer.CompareAsync(form, await rows.FindAsync(result, form, documents, open, stop), stop).ToListAsync(stop));
            return await report(result, format.Of(result), changes, stop);
        });
    }
}
