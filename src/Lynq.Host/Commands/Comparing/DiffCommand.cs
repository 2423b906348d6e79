using System.CommandLine;
using Lynq.Crds;
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
        var command = new Command("diff", "Show what a changed form would do to the nodes in the cluster: objects and fields that would be created, changed or deleted. Nothing is stored.") { failing };
        var (files, cluster, format) = (InputFiles.AddTo(command), ClusterOptions.AddTo(command), OutputOptions.AddTo(command));
        command.SetAction(async (result, stop) =>
        {
            var forms = LynqDocuments.Of(files.Read(result)).RequireForms();
            using var open = cluster.Open(result);
            var changes = await CompareAsync(open, forms, stop);
            await ComparisonReport.WriteAsync(result.InvocationConfiguration.Output, format.Of(result), changes, stop);
            return result.GetValue(failing) && changes.Any(c => c.IsChange) ? 1 : 0;
        });
        return command;
    }

    internal static Command CreatePreview()
    {
        var command = new Command("preview", "Count what a changed form would do to the nodes in the cluster, by kind. Nothing is stored.");
        var (files, cluster, format) = (InputFiles.AddTo(command), ClusterOptions.AddTo(command), OutputOptions.AddTo(command));
        command.SetAction(async (result, stop) =>
        {
            var forms = LynqDocuments.Of(files.Read(result)).RequireForms();
            using var open = cluster.Open(result);
            var changes = await CompareAsync(open, forms, stop);
            var output = result.InvocationConfiguration.Output;
            if (format.Of(result) is not OutputFormat.Table and var other)
                await ComparisonReport.WriteAsync(output, other, changes, stop);
            else
                await ComparisonReport.WriteCountsAsync(output, changes, stop);
            return 0;
        });
        return command;
    }

    private static async Task<IReadOnlyList<NodeChange>> CompareAsync(Cluster cluster, IReadOnlyList<LynqForm> forms, CancellationToken stop)
    {
        var comparer = new NodeComparer(cluster);
        var changes = new List<NodeChange>();
        foreach (var form in forms)
            changes.AddRange(await comparer.CompareAsync(form, stop).ToListAsync(stop));
        return changes;
    }
}
