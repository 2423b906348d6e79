using System.Text.Json.Nodes;
using Lynq.Cluster.Settings;
using Lynq.Host.Settings;
using Shouldly;
using Xunit;

namespace Lynq.Chart.Tests.Rendering;

public sealed class RenderTests
{
    private static readonly HashSet<string> ClusterScoped =
    [
        "Namespace", "CustomResourceDefinition", "ClusterRole", "ClusterRoleBinding", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration",
    ];

    [HelmTheory]
    [MemberData(nameof(ValueSets.Names), MemberType = typeof(ValueSets))]
    public async Task Passes_lint_and_becomes_objects_that_are_distinct_and_labelled(string set)
    {
        var files = ValueSets.Of(set).Where(a => a is not ("--api-versions" or "v1/Pod" or "cert-manager.io/v1"));
        var lint = await Helm.RunAsync(["lint", "--strict", Helm.Chart, .. files]);
        lint.ExitCode.ShouldBe(0, lint.Output);

        var rendered = await Helm.TemplateAsync(ValueSets.Of(set));
        rendered.Objects.Select(Identity).ShouldBeUnique();
        foreach (var o in rendered.Objects.Where(o => !((string)o["metadata"]!["name"]!).EndsWith("-ca", StringComparison.Ordinal)))
        {
            ((string?)o["metadata"]!["labels"]?["app.kubernetes.io/instance"]).ShouldBe("lynq", Identity(o));
            (o["metadata"]!["namespace"] is null).ShouldBe(ClusterScoped.Contains((string)o["kind"]!), Identity(o));
        }
    }

    [HelmTheory]
    [MemberData(nameof(ValueSets.Names), MemberType = typeof(ValueSets))]
    public async Task Gives_the_operator_only_arguments_that_it_takes(string set)
    {
        var rendered = await Helm.TemplateAsync(ValueSets.Of(set));
        var deployment = rendered.OfKind("Deployment").Single(d => ((string)d["metadata"]!["name"]!).EndsWith("-controller-manager", StringComparison.Ordinal));
        var container = deployment["spec"]!["template"]!["spec"]!["containers"]![0]!;
        var flags = container["args"]!.AsArray().Select(a => ((string)a!)[2..].Split('=', 2)).ToDictionary(p => p[0], p => p.Length == 2 ? p[1] : "true");
        var known = ClusterFlags.Among(OperatorFlags.All);
        flags.Keys.Except(known.Select(f => f.Name)).ShouldBeEmpty();
        // Kubernetes puts the values of variables in.
        var expanded = flags.ToDictionary(f => f.Key, f => f.Value.Replace("$(POD_IP)", "10.0.0.1", StringComparison.Ordinal));
        var settings = SettingsReader.Read(expanded, _ => null, known);
        var ports = container["ports"]!.AsArray().ToDictionary(p => (string)p!["name"]!, p => (int)p!["containerPort"]!);
        settings.Text("health-probe-bind-address").ShouldBe($":{ports["health"]}");
        settings.IsOn("enable-webhooks").ShouldBe(ports.ContainsKey("webhook"));
        (settings.Text("engine") == "akka").ShouldBe(ports.ContainsKey("cluster"));
        if (ports.TryGetValue("cluster", out var cluster))
            settings.Number("cluster-port").ShouldBe(cluster);
        if (ports.TryGetValue("management", out var management))
            settings.Text("cluster-management-bind-address").ShouldBe($"10.0.0.1:{management}");
        if (ports.TryGetValue("webhook", out var webhook))
            settings.Text("webhook-bind-address").ShouldBe($":{webhook}");
        settings.Text("metrics-bind-address").ShouldBe(ports.TryGetValue("metrics", out var metrics) ? $":{metrics}" : "0");
    }

    [HelmTheory]
    [MemberData(nameof(ValueSets.Names), MemberType = typeof(ValueSets))]
    public async Task Services_and_policies_select_the_pods_that_they_are_for_and_no_others(string set)
    {
        var rendered = await Helm.TemplateAsync(ValueSets.Of(set));
        var pods = rendered.OfKind("Deployment").ToDictionary(d => (string)d["metadata"]!["name"]!, d => d["spec"]!["template"]!["metadata"]!["labels"]!.AsObject());
        foreach (var o in rendered.Objects)
        {
            var selector = (string)o["kind"]! switch
            {
                "Service" => o["spec"]!["selector"],
                "Deployment" or "PodDisruptionBudget" => o["spec"]!["selector"]!["matchLabels"],
                "NetworkPolicy" => o["spec"]!["podSelector"]!["matchLabels"],
                _ => null,
            };
            if (selector is null)
                continue;
            var selected = pods.Where(p => selector.AsObject().All(l => (string?)p.Value[l.Key] == (string)l.Value!)).Select(p => p.Key);
            var dashboard = ((string)o["metadata"]!["name"]!).EndsWith("-dashboard", StringComparison.Ordinal);
            selected.ShouldHaveSingleItem().EndsWith("-dashboard", StringComparison.Ordinal).ShouldBe(dashboard, Identity(o));
        }
    }

    private static string Identity(JsonObject o) =>
        $"{o["apiVersion"]} {o["kind"]} {o["metadata"]!["namespace"]}/{o["metadata"]!["name"]}";
}
