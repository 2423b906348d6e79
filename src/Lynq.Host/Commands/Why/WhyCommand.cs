using System.CommandLine;
using System.Text.Json;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Host.Clusters;
using Lynq.Host.Output;
using Lynq.Kubernetes;

namespace Lynq.Host.Commands.Why;

/// <summary><c>lynq why</c>: what is not ready in a node, and what it waits for.</summary>
internal static class WhyCommand
{
    private const int EventsEach = 3;
    private static readonly ApiResource EventKind = new("", "v1", "Event", "events", Namespaced: true);

    internal static Command Create()
    {
        var name = new Argument<string>("node") { Description = "Name of the LynqNode: <uid>-<form>" };
        var command = new Command("why", "Explain why a LynqNode is not ready: its resources as a tree, causes first. Exits 1 when it is not ready.") { name };
        var cluster = ClusterOptions.AddTo(command);
        var format = OutputOptions.AddTo(command);
        command.SetAction(async (result, stop) =>
        {
            using var open = cluster.Open(result);
            var diagnosis = await DiagnoseAsync(open, result.GetRequiredValue(name), stop);
            var output = result.InvocationConfiguration.Output;
            if (format.Of(result) is not OutputFormat.Table and var other)
                await OutputOptions.WriteAsync(output, other, diagnosis.ToJson(), stop);
            else
                await output.WriteLineAsync(string.Join('\n', diagnosis.Lines()).AsMemory(), stop);
            return diagnosis.IsReady ? 0 : 1;
        });
        return command;
    }

    private static async Task<NodeDiagnosis> DiagnoseAsync(Cluster cluster, string name, CancellationToken stop)
    {
        try
        {
            return await DiagnoseAsync(cluster.Client, cluster.Namespace, name, stop);
        }
        catch (UserException)
        {
            await cluster.RequireKindsAsync(stop);
            throw;
        }
    }

    /// <summary>Reads a node and what was said of it.</summary>
    /// <exception cref="UserException">There is no such node.</exception>
    internal static async Task<NodeDiagnosis> DiagnoseAsync(IKubernetesClient client, string inNamespace, string name, CancellationToken stop)
    {
        var address = BuiltInResources.Nodes.Named(inNamespace, name);
        var (found, node) = await client.FindAsync(address, Representation.Of(CrdJson.Default.LynqNode), stop);
        if (!found)
            throw new UserException($"there is no LynqNode {name} in namespace {inNamespace}: kubectl get lynqnodes -A shows all");
        var namespaces = (node!.Status?.Resources ?? []).Select(r => r.Namespace).Append(inNamespace).OfType<string>().Distinct(StringComparer.Ordinal);
        var events = new List<JsonElement>();
        foreach (var ns in namespaces)
            events.AddRange(await EventsAsync(client, ns, stop));
        return NodeDiagnosis.Of(node, Lookup(events));
    }

    // Who may not read events still gets what the node itself says.
    private static async Task<IReadOnlyList<JsonElement>> EventsAsync(IKubernetesClient client, string ns, CancellationToken stop)
    {
        try
        {
            return await client.ListAsync(EventKind, new() { Namespace = ns }, stop).ToListAsync(stop);
        }
        catch (KubernetesException e) when (e.IsForbidden)
        {
            return [];
        }
    }

    // Only warnings say why something is not well; normal events tell the same as the state.
    private static ILookup<(string Kind, string Name), string> Lookup(IEnumerable<JsonElement> events) => events
        .Where(e => Text(e, "type") == "Warning" && e.TryGetProperty("involvedObject", out _))
        .GroupBy(e => (Text(e.GetProperty("involvedObject"), "kind"), Text(e.GetProperty("involvedObject"), "name")))
        .SelectMany(g => g
            .OrderByDescending(e => Text(e, "lastTimestamp"), StringComparer.Ordinal)
            .Take(EventsEach)
            .Select(e => (g.Key, Line: $"{Text(e, "reason")}: {Text(e, "message")}")))
        .ToLookup(e => e.Key, e => e.Line);

    private static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
