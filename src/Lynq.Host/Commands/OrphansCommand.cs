using System.CommandLine;
using System.Text.Json.Nodes;
using Lynq.Crds;
using Lynq.Host.Clusters;
using Lynq.Host.Output;
using Lynq.Kubernetes;

namespace Lynq.Host.Commands;

/// <summary><c>lynq orphans</c>: objects that were kept when their row or resource went (contract §10.5), of whatever kind.</summary>
internal static class OrphansCommand
{
    private const int Parallel = 8;
    private const int MostNamed = 10;
    private static readonly string Selector = $"{LynqLabels.Orphaned}=true";

    internal static Command Create()
    {
        var command = new Command("orphans", "List the objects that were kept after their row or resource was removed.");
        var cluster = ClusterOptions.AddTo(command, everywhere: true);
        var format = OutputOptions.AddTo(command);
        command.SetAction(async (result, stop) =>
        {
            using var open = cluster.Open(result);
            var (orphans, unseen) = await FindAsync(open, cluster.Namespace(result), stop);
            await WriteAsync(orphans, format.Of(result), result.InvocationConfiguration.Output, stop);
            if (unseen.Count > 0)
                await result.InvocationConfiguration.Error.WriteLineAsync($"lynq: not looked at, because you may not list them: {Some(unseen)}".AsMemory(), stop);
            return 0;
        });
        return command;
    }

    // Who may list next to nothing needs no list of everything that there is.
    private static string Some(IReadOnlyList<string> kinds) => kinds.Count <= MostNamed
        ? string.Join(", ", kinds)
        : $"{string.Join(", ", kinds.Take(MostNamed))} and {(kinds.Count - MostNamed).ToString(CultureInfo.InvariantCulture)} more";

    private static async Task WriteAsync(IReadOnlyList<Orphan> orphans, OutputFormat format, TextWriter output, CancellationToken stop)
    {
        if (format != OutputFormat.Table)
            await OutputOptions.WriteAsync(output, format, new JsonArray([.. orphans.Select(o => o.ToJson())]), stop);
        else if (orphans.Count == 0)
            await output.WriteLineAsync("No orphaned objects found.".AsMemory(), stop);
        else
            await TextTable.WriteAsync(output, ["KIND", "NAMESPACE", "NAME", "REASON", "ORPHANED AT"], [.. orphans.Select(o => o.Cells)], stop);
    }

    private static async Task<(IReadOnlyList<Orphan> Orphans, IReadOnlyList<string> Unseen)> FindAsync(Cluster cluster, string? ns, CancellationToken stop)
    {
        // A kind that is served in several versions is listed once.
        var kinds = (await cluster.Discovery.AllAsync(stop))
            .Where(kind => kind.Verbs.HasFlag(ApiVerbs.List) && (ns is null || kind.Namespaced))
            .DistinctBy(kind => (kind.Group, kind.Kind));
        var orphans = new List<Orphan>();
        var unseen = new SortedSet<string>(StringComparer.Ordinal);
        await System.Threading.Tasks.Parallel.ForEachAsync(kinds, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = stop }, async (kind, token) =>
        {
            var found = await ListAsync(cluster.Client, kind, ns, token);
            lock (orphans)
            {
                orphans.AddRange(found ?? []);
                if (found is null)
                    unseen.Add(kind.ToString());
            }
        });
        return ([.. orphans.OrderBy(o => o.Kind, StringComparer.Ordinal).ThenBy(o => o.Namespace, StringComparer.Ordinal).ThenBy(o => o.Name, StringComparer.Ordinal)], [.. unseen]);
    }

    /// <summary>The orphans of a kind; null where they may not be listed.</summary>
    private static async Task<List<Orphan>?> ListAsync(IKubernetesClient client, ApiResource kind, string? ns, CancellationToken stop)
    {
        try
        {
            return await client.ListAsync(kind, new() { Namespace = ns, LabelSelector = Selector }, Representation.Metadata, stop)
                .Select(o => new Orphan(
                    kind.Kind,
                    o.Metadata.Namespace ?? "",
                    o.Metadata.Name,
                    o.Metadata.Annotations?.GetValueOrDefault(LynqAnnotations.OrphanedReason) ?? "",
                    o.Metadata.Annotations?.GetValueOrDefault(LynqAnnotations.OrphanedAt) ?? ""))
                .ToListAsync(stop);
        }
        catch (KubernetesException e) when (e.StatusCode is 404 or 405)
        {
            // It only looks like a collection.
            return [];
        }
        catch (KubernetesException e) when (e.IsForbidden)
        {
            return null;
        }
    }

    private sealed record Orphan(string Kind, string Namespace, string Name, string Reason, string At)
    {
        public IReadOnlyList<string> Cells => [Kind, Namespace, Name, Reason, At];

        public JsonObject ToJson() => new()
        {
            ["kind"] = Kind,
            ["namespace"] = Namespace,
            ["name"] = Name,
            ["reason"] = Reason,
            ["orphanedAt"] = At,
        };
    }
}
