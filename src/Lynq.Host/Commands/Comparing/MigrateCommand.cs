using System.CommandLine;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Host.Clusters;
using Lynq.Host.Output;
using Lynq.Kubernetes;

namespace Lynq.Host.Commands.Comparing;

/// <summary><c>lynq migrate check</c>: what would change in a cluster if this operator took the original one's place (contract §22).</summary>
internal static class MigrateCommand
{
    internal static Command Create() => new("migrate", "Take over a cluster from the original operator.") { CreateCheck() };

    private static Command CreateCheck()
    {
        var command = new Command("check", "Show what would change if this operator took over, besides its own labels and annotations. Nothing is stored. Exits 1 when anything would.");
        var (cluster, format) = (ClusterOptions.AddTo(command, everywhere: true), OutputOptions.AddTo(command));
        command.SetAction(async (result, stop) =>
        {
            using var open = cluster.Open(result);
            var changes = await CheckAsync(open, cluster.Namespace(result), stop);
            await ComparisonReport.WriteAsync(result.InvocationConfiguration.Output, format.Of(result), changes, stop);
            return changes.Any(c => c.IsChange) ? 1 : 0;
        });
        return command;
    }

    private static async Task<IReadOnlyList<NodeChange>> CheckAsync(Cluster cluster, string? ns, CancellationToken stop)
    {
        var comparer = new NodeComparer(cluster);
        var changes = new List<NodeChange>();
        var forms = await cluster.Client.ListAsync(BuiltInResources.Forms, new() { Namespace = ns }, Representation.Of(CrdJson.Default.LynqForm), stop).ToListAsync(stop);
        foreach (var form in forms)
        {
            await foreach (var node in comparer.CompareAsync(form.WithDefaults(), rows: null, stop))
                changes.Add(node with { Objects = [.. node.Objects.Select(WithoutOwnKeys)] });
        }

        return changes;
    }

    // Our labels, annotations and owner references are what taking over consists of; everything else is a difference to know of.
    private static ObjectChange WithoutOwnKeys(ObjectChange change)
    {
        if (change.Fate != ObjectFate.Changed)
            return change;
        var fields = change.Fields.Where(f => !IsOwn(f.Path)).ToList();
        return change with { Fields = fields, Fate = fields.Count > 0 ? ObjectFate.Changed : ObjectFate.Unchanged };
    }

    private static bool IsOwn(string path) =>
        path.StartsWith($"metadata.labels[{LynqNames.Prefix}", StringComparison.Ordinal)
        || path.StartsWith($"metadata.annotations[{LynqNames.Prefix}", StringComparison.Ordinal)
        || path.StartsWith("metadata.ownerReferences", StringComparison.Ordinal);
}
