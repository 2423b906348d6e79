using System.Text.Json.Nodes;
using Lynq.Host.Output;

namespace Lynq.Cluster.Inspection;

/// <summary>What a replica tells under <c>/debug/lynq</c>, as tables for people.</summary>
internal static class FactTables
{
    /// <summary>What can be shown.</summary>
    public static IReadOnlyList<string> Names { get; } = ["hubs", "rollouts", "nodes"];

    /// <summary>Writes one of them.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="facts">The answer of <c>/debug/lynq/NAME</c>.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<string> ToTextAsync(string name, JsonNode facts, CancellationToken stop)
    {
        var rows = facts is JsonArray all ? all.OfType<JsonNode>().ToList() : [];
        await using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        await (name switch
        {
            "hubs" => TextTable.WriteAsync(output, ["NAMESPACE", "HUB", "WANTED", "READY", "FAILED", "LAST SYNC"], [.. rows.Select(Hub)], stop),
            "rollouts" => TextTable.WriteAsync(output, ["NAMESPACE", "FORM", "HUB", "GENERATION", "PHASE", "UPDATED", "UPDATING", "NODES"], [.. rows.Select(Rollout)], stop),
            _ => WriteNodesAsync(output, rows, stop),
        });
        return output.ToString();
    }

    private static async Task WriteNodesAsync(StringWriter output, List<JsonNode> nodes, CancellationToken stop)
    {
        var unready = nodes.Where(node => node["ready"]?.GetValue<bool>() is not true).ToList();
        if (unready.Count > 0)
            await TextTable.WriteAsync(output, ["NAMESPACE", "NODE", "FORM", "GENERATION", "OBSERVED", "STATE"], [.. unready.Select(Node)], stop);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{nodes.Count} nodes, {nodes.Count - unready.Count} ready").AsMemory(), stop);
    }

    private static IReadOnlyList<string> Hub(JsonNode hub) =>
    [
        Text(hub, "namespace"), Text(hub, "name"), Text(hub, "status", "desired"), Text(hub, "status", "ready"), Text(hub, "status", "failed"), Text(hub, "status", "lastSyncTime"),
    ];

    private static IReadOnlyList<string> Rollout(JsonNode form) =>
    [
        Text(form, "namespace"), Text(form, "name"), Text(form, "hub"), Text(form, "generation"), Text(form, "status", "rollout", "phase"),
        Text(form, "status", "rollout", "updatedNodes"), Text(form, "status", "rollout", "updatingNodes"), Text(form, "status", "totalNodes"),
    ];

    private static IReadOnlyList<string> Node(JsonNode node) =>
    [
        Text(node, "node", "namespace"), Text(node, "node", "name"), Text(node, "form", "name"), Text(node, "generation"), Text(node, "observedGeneration"),
        Is(node, "deleting") ? "deleting" : Is(node, "failed") ? "failed" : "under way",
    ];

    private static bool Is(JsonNode node, string name) => node[name]?.GetValue<bool>() is true;

    private static string Text(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            node = (node as JsonObject)?[name];
        return node?.ToString() ?? "";
    }
}
