using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;
using static Lynq.Sandbox.Tables.Cells;

namespace Lynq.Sandbox.Tables;

/// <summary>The columns of the cluster itself: namespaces, nodes, data, quotas, events, leases, classes, definitions.</summary>
internal static class ClusterColumns
{
    private const string RoleLabel = "node-role.kubernetes.io/";

    public static IEnumerable<(string Resource, Column[] Columns)> All =>
    [
        ("configmaps", [Columns.Name, Column.Text("Data", value => Count(value, "data", "binaryData")), Columns.Age]),
        ("secrets", [Columns.Name, Column.Text("Type", value => value.Text("type")), Column.Text("Data", value => Count(value, "data")), Columns.Age]),
        ("namespaces", [Columns.Name, Column.Text("Status", value => value.Status().Text("phase")), Columns.Age]),
        ("nodes",
        [
            Columns.Name,
            Column.Text("Status", NodeStatus),
            Column.Text("Roles", Roles),
            Columns.Age,
            Column.Text("Version", value => value.Status().Child("nodeInfo").Text("kubeletVersion")),
            Column.Text("Internal-IP", value => Address(value, "InternalIP"), 1),
            Column.Text("External-IP", value => Address(value, "ExternalIP"), 1),
            Column.Text("OS-Image", value => Info(value, "osImage"), 1),
            Column.Text("Kernel-Version", value => Info(value, "kernelVersion"), 1),
            Column.Text("Container-Runtime", value => Info(value, "containerRuntimeVersion"), 1),
        ]),
        ("resourcequotas",
        [
            Columns.Name,
            Columns.Age,
            Column.Text("Request", value => Used(value, limits: false)),
            Column.Text("Limit", value => Used(value, limits: true)),
        ]),
        ("leases.coordination.k8s.io", [Columns.Name, Column.Text("Holder", value => value.Spec().Text("holderIdentity")), Columns.Age]),
        ("priorityclasses.scheduling.k8s.io",
        [
            Columns.Name,
            Column.Integer("Value", value => value.Number("value") ?? 0),
            Column.Text("Global-Default", value => value.Flag("globalDefault") ? "true" : "false"),
            Columns.Age,
            Column.Text("PreemptionPolicy", value => Or(value.Text("preemptionPolicy"), "PreemptLowerPriority")),
        ]),
        ("runtimeclasses.node.k8s.io", [Columns.Name, Column.Text("Handler", value => value.Text("handler")), Columns.Age]),
        ("mutatingwebhookconfigurations.admissionregistration.k8s.io", [Columns.Name, Column.Text("Webhooks", value => Count(value, "webhooks")), Columns.Age]),
        ("validatingwebhookconfigurations.admissionregistration.k8s.io", [Columns.Name, Column.Text("Webhooks", value => Count(value, "webhooks")), Columns.Age]),
        ("apiservices.apiregistration.k8s.io",
        [
            Columns.Name,
            Column.Text("Service", value => value.Spec().Child("service") is { } service ? $"{service.Text("namespace")}/{service.Text("name")}" : "Local"),
            Column.Text("Available", value => Holds(value, "Available") ? "True" : "False"),
            Columns.Age,
        ]),
    ];

    private static string NodeStatus(JsonObject node)
    {
        var ready = node.Status().Objects("conditions").FirstOrDefault(one => one.Text("type") == "Ready");
        var status = ready is null ? "Unknown" : ready.Text("status") == "True" ? "Ready" : "NotReady";
        return node.Spec().Flag("unschedulable") ? status + ",SchedulingDisabled" : status;
    }

    private static string Roles(JsonObject node)
    {
        var labels = node.Child("metadata").Child("labels") ?? [];
        var roles = labels.Where(label => label.Key.StartsWith(RoleLabel, StringComparison.Ordinal) && label.Key.Length > RoleLabel.Length)
            .Select(label => label.Key[RoleLabel.Length..])
            .Concat(labels.Where(label => label.Key == "kubernetes.io/role").Select(label => label.Value.AsText() ?? ""));
        return Or(string.Join(',', roles.Order(StringComparer.Ordinal)), "<none>");
    }

    private static string Address(JsonObject node, string type) =>
        node.Status().Objects("addresses").FirstOrDefault(one => one.Text("type") == type) is { } found ? found.Text("address") : "<none>";

    private static string Info(JsonObject node, string name) => Or(node.Status().Child("nodeInfo").Text(name), "<unknown>");

    private static string Used(JsonObject quota, bool limits) => string.Join(", ", (quota.Status().Child("hard") ?? [])
        .Where(hard => hard.Key.StartsWith("limits", StringComparison.Ordinal) == limits)
        .OrderBy(hard => hard.Key, StringComparer.Ordinal)
        .Select(hard => string.Create(CultureInfo.InvariantCulture, $"{hard.Key}: {Plain(quota.Status().Child("used")?[hard.Key], "0")}/{Plain(hard.Value)}")));
}
