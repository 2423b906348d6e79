using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Tables;

/// <summary>The columns of the built-in kinds.</summary>
internal static class BuiltinColumns
{
    private static readonly Dictionary<string, Column[]> Table = new(StringComparer.Ordinal)
    {
        ["configmaps"] = [Columns.Name, Column.Text("Data", value => Count(value, "data", "binaryData")), Columns.Age],
        ["secrets"] = [Columns.Name, Column.Text("Type", value => value.Text("type")), Column.Text("Data", value => Count(value, "data")), Columns.Age],
        ["namespaces"] = [Columns.Name, Column.Text("Status", value => value.Child("status").Text("phase")), Columns.Age],
        ["serviceaccounts"] = [Columns.Name, Column.Text("Secrets", value => value.Objects("secrets").Count().ToString(CultureInfo.InvariantCulture)), Columns.Age],
        ["deployments.apps"] =
        [
            Columns.Name,
            Column.Text("Ready", value => $"{Status(value, "readyReplicas")}/{Wanted(value)}"),
            Column.Text("Up-to-date", value => $"{Status(value, "updatedReplicas")}"),
            Column.Text("Available", value => $"{Status(value, "availableReplicas")}"),
            Columns.Age, .. Pods(),
            Column.Text("Selector", value => Labels(value.Child("spec").Child("selector").Child("matchLabels")), 1),
        ],
        ["statefulsets.apps"] = [Columns.Name, Column.Text("Ready", value => $"{Status(value, "readyReplicas")}/{Wanted(value)}"), Columns.Age, .. Pods()],
        ["daemonsets.apps"] =
        [
            Columns.Name,
            Column.Integer("Desired", value => Status(value, "desiredNumberScheduled")),
            Column.Integer("Current", value => Status(value, "currentNumberScheduled")),
            Column.Integer("Ready", value => Status(value, "numberReady")),
            Column.Integer("Up-to-date", value => Status(value, "updatedNumberScheduled")),
            Column.Integer("Available", value => Status(value, "numberAvailable")),
            Column.Text("Node Selector", value => Labels(value.Child("spec").Child("template").Child("spec").Child("nodeSelector"))),
            Columns.Age, .. Pods(),
            Column.Text("Selector", value => Labels(value.Child("spec").Child("selector").Child("matchLabels")), 1),
        ],
        ["services"] =
        [
            Columns.Name,
            Column.Text("Type", value => value.Child("spec").Text("type")),
            Column.Text("Cluster-IP", value => Or(value.Child("spec").Text("clusterIP"), "<none>")),
            Column.Text("External-IP", ExternalIp),
            Column.Text("Port(s)", value => Or(string.Join(',', value.Child("spec").Objects("ports").Select(Port)), "<none>")),
            Columns.Age,
            Column.Text("Selector", value => Labels(value.Child("spec").Child("selector")), 1),
        ],
    };

    public static IReadOnlyList<Column>? Of(ResourceType type) => Table.GetValueOrDefault(type.GroupResource);

    private static Column[] Pods() =>
    [
        Column.Text("Containers", value => Containers(value, "name"), 1),
        Column.Text("Images", value => Containers(value, "image"), 1),
    ];

    private static string Containers(JsonObject value, string field) =>
        string.Join(',', value.Child("spec").Child("template").Child("spec").Objects("containers").Select(container => container.Text(field)));

    private static string Count(JsonObject value, params ReadOnlySpan<string> parts)
    {
        var count = 0;
        foreach (var part in parts) count += value.Child(part)?.Count ?? 0;
        return count.ToString(CultureInfo.InvariantCulture);
    }

    private static long Status(JsonObject value, string name) => value.Child("status").Number(name) ?? 0;

    private static long Wanted(JsonObject value) => value.Child("spec").Number("replicas") ?? 0;

    private static string Labels(JsonObject? labels) =>
        Or(string.Join(',', (labels ?? []).Select(label => label.Key + "=" + label.Value.AsText())), "<none>");

    private static string ExternalIp(JsonObject value)
    {
        var addresses = value.Child("status").Child("loadBalancer").Objects("ingress")
            .Select(ingress => Or(ingress.Text("ip"), ingress.Text("hostname")));
        return value.Child("spec").Text("type") == "LoadBalancer" ? Or(string.Join(',', addresses), "<pending>") : "<none>";
    }

    private static string Port(JsonObject port) =>
        $"{port.Number("port")}{(port.Number("nodePort") is { } node ? ":" + node.ToString(CultureInfo.InvariantCulture) : "")}/{port.Text("protocol")}";

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
