using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Host;

namespace Lynq.Cluster.Inspection;

/// <summary><c>lynq cluster show</c>: how the replicas share the work, read from a replica's debug endpoint.</summary>
internal static class ClusterCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var server = new Option<string>("--server") { Description = "Health address of a replica; in a pod its own.", DefaultValueFactory = _ => "http://127.0.0.1:8081" };
        var json = new Option<bool>("--json") { Description = "Print the whole answer as JSON." };
        var show = new Command("show", "Show the members, and which replica has how many shards and actors.") { server, json };
        show.SetAction((result, stop) => RunAsync(result.GetValue(server)!, result.GetValue(json), result.InvocationConfiguration.Output, stop));
        return new Command("cluster", "Inspect the cluster of replicas.") { show };
    }

    private static async Task<int> RunAsync(string server, bool json, TextWriter output, CancellationToken stop)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        JsonNode report;
        try
        {
            report = JsonNode.Parse(await client.GetStringAsync($"{server.TrimEnd('/')}/debug/lynq/cluster", stop))!;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or UriFormatException or InvalidOperationException)
        {
            throw new UserException($"{server} does not answer as a replica ({e.Message}); run this in a pod, or through kubectl port-forward with --server");
        }

        await output.WriteAsync((json ? report.ToJsonString() + "\n" : Text(report)).AsMemory(), stop);
        return 0;
    }

    /// <summary>The report as text for people.</summary>
    internal static string Text(JsonNode report)
    {
        var lines = new List<string> { $"{"MEMBER",-44} {"STATUS",-10} REACHABLE" };
        foreach (var member in report["members"]?.AsArray() ?? [])
            lines.Add($"{member!["address"],-44} {member["status"],-10} {(member["reachable"]!.GetValue<bool>() ? "yes" : "no")}");
        lines.Add("");
        lines.Add($"{"KIND",-8} {"REPLICA",-44} {"SHARDS",6} {"ACTORS",7}");
        foreach (var (kind, replicas) in report["kinds"]?.AsObject() ?? [])
        {
            foreach (var (replica, counts) in replicas!.AsObject())
                lines.Add(counts is JsonObject ? $"{kind,-8} {replica,-44} {counts["shards"],6} {counts["actors"],7}" : $"{kind,-8} {counts}");
        }

        return string.Join('\n', lines) + "\n";
    }
}
