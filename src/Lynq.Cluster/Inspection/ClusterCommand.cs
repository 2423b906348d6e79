using System.CommandLine;
using System.Text.Json.Nodes;

namespace Lynq.Cluster.Inspection;

/// <summary><c>lynq-cluster cluster</c>: how the replicas share the work and what they know, read from a replica's debug endpoint.</summary>
internal static class ClusterCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("cluster", "Inspect the cluster of replicas.")
        {
            Show("show", "cluster", "Show the members, and which replica has how many shards and actors.", (report, _) => Task.FromResult(Text(report))),
        };
        foreach (var name in FactTables.Names)
            command.Add(Show(name, name, $"Show the {name} as a replica knows them.", (facts, stop) => FactTables.ToTextAsync(name, facts, stop)));
        return command;
    }

    private static Command Show(string name, string fact, string description, Func<JsonNode, CancellationToken, Task<string>> toText)
    {
        var server = new Option<string>("--server") { Description = "Health address of a replica; in a pod its own.", DefaultValueFactory = _ => "http://127.0.0.1:8081" };
        var json = new Option<bool>("--json") { Description = "Print the whole answer as JSON." };
        var command = new Command(name, description) { server, json };
        command.SetAction(async (result, stop) =>
        {
            var answer = await ReplicaFacts.ReadAsync(result.GetValue(server)!, fact, stop);
            var text = result.GetValue(json) ? answer.ToJsonString() + "\n" : await toText(answer, stop);
            await result.InvocationConfiguration.Output.WriteAsync(text.AsMemory(), stop);
            return 0;
        });
        return command;
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
