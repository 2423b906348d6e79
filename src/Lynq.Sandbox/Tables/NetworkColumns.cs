using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;
using static Lynq.Sandbox.Tables.Cells;

namespace Lynq.Sandbox.Tables;

/// <summary>The columns of services and of what leads to them.</summary>
internal static class NetworkColumns
{
    private const int MostEndpoints = 3;

    public static IEnumerable<(string Resource, Column[] Columns)> All =>
    [
        ("services",
        [
            Columns.Name,
            Column.Text("Type", value => value.Spec().Text("type")),
            Column.Text("Cluster-IP", value => Or(value.Spec().Text("clusterIP"), "<none>")),
            Column.Text("External-IP", ExternalIp),
            Column.Text("Port(s)", value => Or(string.Join(',', value.Spec().Objects("ports").Select(Port)), "<none>")),
            Columns.Age,
            Column.Text("Selector", value => Labels(value.Spec().Child("selector")), 1),
        ]),
        ("endpoints", [Columns.Name, Column.Text("Endpoints", Endpoints), Columns.Age]),
        ("endpointslices.discovery.k8s.io",
        [
            Columns.Name,
            Column.Text("AddressType", value => value.Text("addressType")),
            Column.Text("Ports", value => Few(value.Objects("ports").Select(port => Plain(port["port"], "*")), "<unset>")),
            Column.Text("Endpoints", value => Few(value.Objects("endpoints").SelectMany(one => one.Texts("addresses")), "<unset>")),
            Columns.Age,
        ]),
        ("ingresses.networking.k8s.io",
        [
            Columns.Name,
            Column.Text("Class", value => Or(value.Spec().Text("ingressClassName"), Or(value.Child("metadata").Child("annotations").Text("kubernetes.io/ingress.class"), "<none>"))),
            Column.Text("Hosts", value => Few(value.Spec().Objects("rules").Select(rule => rule.Text("host")).Where(host => host.Length > 0), "*")),
            Column.Text("Address", value => string.Join(',', Balanced(value))),
            Column.Text("Ports", value => value.Spec().Array("tls") is { Count: > 0 } ? "80, 443" : "80"),
            Columns.Age,
        ]),
        ("ingressclasses.networking.k8s.io",
        [
            Columns.Name,
            Column.Text("Controller", value => value.Spec().Text("controller")),
            Column.Text("Parameters", Parameters),
            Columns.Age,
        ]),
        ("networkpolicies.networking.k8s.io", [Columns.Name, Column.Text("Pod-Selector", value => PodSelector(value.Spec().Child("podSelector"))), Columns.Age]),
        ("poddisruptionbudgets.policy",
        [
            Columns.Name,
            Column.Text("Min Available", value => Plain(value.Spec()?["minAvailable"], "N/A")),
            Column.Text("Max Unavailable", value => Plain(value.Spec()?["maxUnavailable"], "N/A")),
            Column.Integer("Allowed Disruptions", value => StatusNumber(value, "disruptionsAllowed")),
            Columns.Age,
        ]),
    ];

    private static string ExternalIp(JsonObject value)
    {
        var external = value.Spec().Texts("externalIPs").ToList();
        return value.Spec().Text("type") switch
        {
            "ExternalName" => value.Spec().Text("externalName"),
            "LoadBalancer" => Or(string.Join(',', Balanced(value).Concat(external)), "<pending>"),
            _ => Or(string.Join(',', external), "<none>"),
        };
    }

    private static IEnumerable<string> Balanced(JsonObject value) => value.Status().Child("loadBalancer").Objects("ingress")
        .Select(ingress => Or(ingress.Text("ip"), ingress.Text("hostname")));

    private static string Port(JsonObject port) =>
        $"{port.Number("port")}{(port.Number("nodePort") is { } node ? ":" + node.ToString(CultureInfo.InvariantCulture) : "")}/{port.Text("protocol")}";

    private static string Endpoints(JsonObject value) => Few(value.Objects("subsets").SelectMany(subset => subset.Objects("ports").SelectMany(port =>
        subset.Objects("addresses").Select(address => $"{address.Text("ip")}:{port.Number("port")}"))), "<none>");

    // The first three, and how many more.
    private static string Few(IEnumerable<string> items, string otherwise)
    {
        var all = items.ToList();
        if (all.Count == 0) return otherwise;
        var shown = string.Join(',', all.Take(MostEndpoints));
        return all.Count > MostEndpoints ? $"{shown} + {all.Count - MostEndpoints} more..." : shown;
    }

    private static string Parameters(JsonObject value)
    {
        if (value.Spec().Child("parameters") is not { } parameters) return "<none>";
        var group = parameters.Text("apiGroup") is { Length: > 0 } named ? "." + named : "";
        return $"{parameters.Text("kind")}{group}/{parameters.Text("name")}";
    }

    private static string PodSelector(JsonObject? selector)
    {
        var labels = (selector.Child("matchLabels") ?? []).Select(label => label.Key + "=" + label.Value.AsText());
        var expressions = selector.Objects("matchExpressions").Select(one => one.Text("operator") switch
        {
            "Exists" => one.Text("key"),
            "DoesNotExist" => "!" + one.Text("key"),
            var operation => $"{one.Text("key")} {operation.ToLowerInvariant()} ({string.Join(',', one.Texts("values"))})",
        });
        return Or(string.Join(',', labels.Concat(expressions)), "<none>");
    }
}
