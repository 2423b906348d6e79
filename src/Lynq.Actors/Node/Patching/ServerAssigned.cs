using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Readiness;

namespace Lynq.Actors.Node.Patching;

/// <summary>
/// Fields that the server assigns once and that a full update must repeat, or it is refused or gives them away (contract §10.7).
/// A value that the form declares wins.
/// </summary>
internal static class ServerAssigned
{
    private static readonly string[] OfService = ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "healthCheckNodePort"];

    private static readonly string[] OfClaim = ["volumeName", "storageClassName", "volumeMode"];

    /// <summary>Copies them from the live object into the body of an update.</summary>
    public static void CarryOver(JsonObject body, JsonElement live)
    {
        var apiVersion = (string?)body["apiVersion"];
        var from = LiveStatus.Child(live, "spec");
        if (from.ValueKind != JsonValueKind.Object || body["spec"] is not JsonObject to) return;
        switch (((string?)body["kind"], apiVersion))
        {
            case ("Service", "v1"):
                Copy(OfService, from, to);
                NodePorts(from, to);
                break;
            case ("PersistentVolumeClaim", "v1"):
                Copy(OfClaim, from, to);
                break;
            case ("Job", "batch/v1"):
                JobSelector(from, to);
                break;
            case ("Pod", "v1"):
                Copy(["nodeName", "serviceAccountName"], from, to);
                break;
        }
    }

    private static void Copy(string[] names, JsonElement from, JsonObject to)
    {
        foreach (var name in names)
        {
            if (!to.ContainsKey(name) && from.TryGetProperty(name, out var value)) to[name] = Node(value);
        }
    }

    // Ports are matched by port and protocol: their order and names may change.
    private static void NodePorts(JsonElement from, JsonObject to)
    {
        if (to["ports"] is not JsonArray ports || !from.TryGetProperty("ports", out var live) || live.ValueKind != JsonValueKind.Array) return;
        foreach (var port in ports.OfType<JsonObject>().Where(p => !p.ContainsKey("nodePort")))
        {
            foreach (var current in live.EnumerateArray())
            {
                if (!SamePort(port, current) || !current.TryGetProperty("nodePort", out var nodePort)) continue;
                port["nodePort"] = Node(nodePort);
                break;
            }
        }
    }

    private static bool SamePort(JsonObject port, JsonElement live)
    {
        var protocol = (string?)port["protocol"] ?? "TCP";
        return port["port"]?.ToJsonString() == LiveStatus.Child(live, "port").ToString()
            && (LiveStatus.Text(live, "protocol") is { Length: > 0 } own ? own : "TCP") == protocol;
    }

    // The server generates the selector and the labels that it selects.
    private static void JobSelector(JsonElement from, JsonObject to)
    {
        Copy(["selector"], from, to);
        if (to["template"] is not JsonObject template || !from.TryGetProperty("template", out var live)) return;
        var labels = LiveStatus.Child(LiveStatus.Child(live, "metadata"), "labels");
        if (labels.ValueKind != JsonValueKind.Object) return;
        if (template["metadata"] is not JsonObject metadata) template["metadata"] = metadata = new JsonObject();
        if (metadata["labels"] is not JsonObject own) metadata["labels"] = own = new JsonObject();
        foreach (var label in labels.EnumerateObject().Where(l => !own.ContainsKey(l.Name))) own[label.Name] = Node(label.Value);
    }

    private static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
