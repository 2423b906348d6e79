using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Lynq.Chart.Tests.Rendering;

public sealed class ObjectTests
{
    [HelmFact]
    public async Task The_pod_is_restricted_and_hands_over_in_time()
    {
        var rendered = await Helm.TemplateAsync();
        var (pod, manager) = (rendered.Pod["spec"]!, rendered.Manager);
        pod["securityContext"]!.ToJsonString().ShouldBe("""{"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}}""");
        manager["securityContext"]!.ToJsonString().ShouldBe("""{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]},"readOnlyRootFilesystem":true}""");
        manager["command"]!.ToJsonString().ShouldBe("""["/manager"]""");
        ((int)pod["terminationGracePeriodSeconds"]!).ShouldBeGreaterThan((int)manager["lifecycle"]!["preStop"]!["sleep"]!["seconds"]! + 10);
        rendered.Get("Deployment")["spec"]!["strategy"]!["rollingUpdate"]!.ToJsonString().ShouldBe("""{"maxSurge":1,"maxUnavailable":0}""");
        rendered.Arguments.ShouldContain("--leader-elect");
        manager["env"]!.AsArray().Select(e => (string)e!["name"]!).ShouldBe(["POD_NAMESPACE", "POD_NAME"]);
    }

    [HelmFact]
    public async Task Sleeps_before_the_stop_only_where_the_server_knows_it() =>
        (await Helm.TemplateAsync("--kube-version", "1.29.0")).Manager["lifecycle"].ShouldBeNull();

    [HelmTheory]
    [InlineData("true", "true", "keep")]
    [InlineData("true", "false", null)]
    [InlineData("false", "true", "none")]
    public async Task Definitions_are_installed_upgraded_and_kept_as_asked(string install, string keep, string? policy)
    {
        var rendered = await Helm.TemplateAsync("--set", $"crds.install={install},crds.keep={keep},crds.annotations.owner=platform");
        var definitions = rendered.OfKind("CustomResourceDefinition").ToList();
        definitions.Count.ShouldBe(install == "true" ? 3 : 0);
        foreach (var definition in definitions)
        {
            var annotations = definition["metadata"]!["annotations"]!;
            ((string?)annotations["helm.sh/resource-policy"]).ShouldBe(policy);
            ((string?)annotations["owner"]).ShouldBe("platform");
        }
    }

    [HelmFact]
    public async Task Definitions_are_those_of_the_types_but_for_metadata()
    {
        var rendered = await Helm.TemplateAsync();
        foreach (var file in Directory.GetFiles(LynqCrds.Folder))
        {
            var original = YamlDocuments.Read(await File.ReadAllTextAsync(file)).Single();
            var installed = rendered.Get("CustomResourceDefinition", (string)original["metadata"]!["name"]!);
            JsonNode.DeepEquals(installed["spec"], original["spec"]).ShouldBeTrue(file);
        }
    }

    [HelmFact]
    public async Task Webhooks_call_the_four_paths_and_get_their_authority_from_whoever_issues_the_certificate()
    {
        var own = await Helm.TemplateAsync(ValueSets.Of("own certificates"));
        var paths = own.Objects.Where(o => o.ContainsKey("webhooks")).SelectMany(o => o["webhooks"]!.AsArray()).Select(w => (string)w!["clientConfig"]!["service"]!["path"]!);
        paths.ShouldBe(
            [
                "/mutate-operator-lynq-sh-v1-lynqhub", "/mutate-operator-lynq-sh-v1-lynqform",
                "/validate-operator-lynq-sh-v1-lynqhub", "/validate-operator-lynq-sh-v1-lynqform",
            ],
            ignoreOrder: true);
        ((string?)own.Get("MutatingWebhookConfiguration")["metadata"]!["annotations"]!["lynq.sh/inject-ca"]).ShouldBe("true");
        own.Find("Certificate").ShouldBeNull();

        var issued = await Helm.TemplateAsync(ValueSets.Of("cert-manager found"));
        ((string?)issued.Get("ValidatingWebhookConfiguration")["metadata"]!["annotations"]!["cert-manager.io/inject-ca-from"]).ShouldBe("lynq-system/lynq-serving-cert");
        ((string?)issued.Get("Certificate", "lynq-serving-cert")["spec"]!["issuerRef"]!["name"]).ShouldBe("selfsigned-issuer");
        (await Helm.TemplateAsync(ValueSets.Of("cluster issuer"))).Find("Issuer").ShouldBeNull();
        (await Helm.TemplateAsync(ValueSets.Of("no webhooks"))).Arguments.ShouldContain("--enable-webhooks=false");
    }

    [HelmFact]
    public async Task Monitoring_and_network_policies_appear_when_asked_for()
    {
        var rendered = await Helm.TemplateAsync("--set", "monitoring.enabled=true,networkPolicy.enabled=true,monitoring.prometheusRule.enabled=true,monitoring.grafanaDashboard.enabled=true,monitoring.prometheusRule.runbookBaseUrl=https://wiki.example.org/");
        ((bool)rendered.Get("ServiceMonitor", "lynq-metrics-monitor")["spec"]!["endpoints"]![0]!["honorLabels"]!).ShouldBeTrue();
        rendered.Get("NetworkPolicy")["spec"]!["ingress"]!.AsArray().Count.ShouldBe(3);
        var rule = rendered.Get("PrometheusRule", "lynq-alerts")["spec"]!["groups"]![0]!["rules"]![0]!;
        ((string?)rule["annotations"]!["runbook_url"]).ShouldBe("https://wiki.example.org/LynqNodeDegraded.md");
        var dashboard = JsonNode.Parse((string)rendered.Get("ConfigMap")["data"]!["lynq-operator.json"]!)!;
        ((string?)dashboard["uid"]).ShouldBe("lynq-operator");
        (await Helm.TemplateAsync()).Objects.Select(o => (string)o["kind"]!).Intersect(["ServiceMonitor", "NetworkPolicy", "PrometheusRule", "ConfigMap"]).ShouldBeEmpty();
    }

    [HelmFact]
    public async Task The_namespace_is_made_and_kept_unless_it_is_the_release_s_own()
    {
        (await Helm.TemplateAsync()).Find("Namespace").ShouldBeNull();
        var ns = (await Helm.TemplateAsync(ValueSets.Of("other namespace"))).Get("Namespace", "tenants");
        ((string?)ns["metadata"]!["annotations"]!["helm.sh/resource-policy"]).ShouldBe("keep");
    }

    [HelmTheory]
    [InlineData("defaults")]
    [InlineData("prod")]
    [InlineData("least rights")]
    [InlineData("dashboard")]
    public async Task Renders_as_it_did(string set)
    {
        var text = (await Helm.TemplateAsync([.. ValueSets.Of(set), "--set", "crds.install=false"])).Text;
        await Snapshot.CompareAsync(set.Replace(' ', '-'), text);
    }
}
