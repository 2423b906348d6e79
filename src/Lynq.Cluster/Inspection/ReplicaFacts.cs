using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Host;
using Lynq.Host.Commands.Why;
using Lynq.Kubernetes;

namespace Lynq.Cluster.Inspection;

/// <summary>What can be asked of a replica, for the command line and for <c>pbm</c> alike.</summary>
internal static class ReplicaFacts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Reads one of a replica's debug facts.</summary>
    /// <param name="server">The replica's health address, such as http://127.0.0.1:8081.</param>
    /// <param name="name">cluster, hubs, rollouts or nodes.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="UserException">The server does not answer as a replica.</exception>
    public static async Task<JsonNode> ReadAsync(string server, string name, CancellationToken stop)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            return JsonNode.Parse(await client.GetStringAsync($"{server.TrimEnd('/')}/debug/lynq/{name}", stop))!;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or UriFormatException or InvalidOperationException)
        {
            throw new UserException($"{server} does not answer as a replica ({e.Message}); run this in a pod, or through kubectl port-forward with --server");
        }
    }

    /// <summary>Answers a question as text.</summary>
    /// <param name="server">The replica's health address.</param>
    /// <param name="client">For what only the API server knows.</param>
    /// <param name="question">hubs, rollouts, nodes, or why.</param>
    /// <param name="node">For why: the node, as name (in the namespace default) or namespace/name.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="UserException">The replica does not answer, or there is no such node.</exception>
    public static async Task<string> AnswerAsync(string server, IKubernetesClient client, string question, string? node, CancellationToken stop)
    {
        if (question != "why")
            return await FactTables.ToTextAsync(question, await ReadAsync(server, question, stop), stop);
        var (inNamespace, name) = node!.Split('/') is [var ns, var rest] ? (ns, rest) : ("default", node);
        var diagnosis = await WhyCommand.DiagnoseAsync(client, inNamespace, name, stop);
        return string.Join('\n', diagnosis.Lines()) + "\n";
    }
}
