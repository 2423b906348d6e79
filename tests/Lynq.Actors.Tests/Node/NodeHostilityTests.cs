using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>Rows that mean harm: they harm nobody, and what cannot be done for them is reported.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeHostilityTests(NodeServer server)
{
    [Theory]
    [InlineData("{{ .uid }}")]
    [InlineData("{{ env \"HOME\" }}")]
    [InlineData("__LYNQ_TYPE_INT__7")]
    [InlineData("\"},\"kind\":\"Secret\"")]
    [InlineData("line\nbreak\t\"\\")]
    public async Task Values_are_data_wherever_they_appear(string value)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", "\"annotationsTemplate\":{\"a\":\"{{ .plan }}\"}")));
        await bench.DesireAsync(("plan", value));
        var live = (await bench.ConfigMapAsync("acme-c"))!.Value;
        live.GetProperty("data").GetProperty("plan").GetString().ShouldBe(value);
        live.GetProperty("metadata").GetProperty("annotations").GetProperty("a").GetString().ShouldBe(value);
        bench.Requests.Clear();
        await bench.RestartAsync();
        bench.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_that_names_another_tenants_object_does_not_get_it()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", "\"conflictPolicy\":\"Force\"").Replace("{{ .uid }}-c", "{{ .plan }}", StringComparison.Ordinal)));
        await bench.ApplyAsync("""{"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","metadata":{"name":"beta-f"},"spec":{"uid":"beta","templateRef":"f"}}""", "lynq-operator");
        await bench.ApplyAsync($$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"victim","labels":{"lynq.sh/node":"beta-f","lynq.sh/node-namespace":"{{{bench.Namespace}}}"} },"data":{"plan":"theirs"} }""", "lynq-operator");
        await bench.DesireAsync(("plan", "victim"));
        (await bench.ConfigMapAsync("victim"))!.Value.GetProperty("data").GetProperty("plan").GetString().ShouldBe("theirs");
        await bench.DeleteAsync("operator.lynq.sh/v1", "LynqNode", "acme-f");
        await bench.ObserveNodeAsync();
        (await bench.ConfigMapAsync("victim")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_row_that_claims_tracking_labels_does_not_move_its_object_to_another_node()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", "\"labelsTemplate\":{\"lynq.sh/node\":\"{{ .plan }}\",\"lynq.sh/orphaned\":\"true\",\"team\":\"a\"}")));
        await bench.DesireAsync(("plan", "beta-f"));
        var labels = (await bench.ConfigMapAsync("acme-c"))!.Value.GetProperty("metadata").GetProperty("labels");
        labels.GetProperty("lynq.sh/node").GetString().ShouldBe("acme-f");
        labels.TryGetProperty("lynq.sh/orphaned", out _).ShouldBeFalse();
        labels.GetProperty("team").GetString().ShouldBe("a");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"patchStrategy\":\"merge\"")]
    [InlineData("\"patchStrategy\":\"replace\"")]
    [InlineData("\"creationPolicy\":\"Once\"")]
    public async Task A_row_that_names_an_object_of_the_system_does_not_get_it(string policy)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(
            FormSpecs.ConfigMap("c", "\"targetNamespace\":\"kube-system\"" + (policy.Length > 0 ? "," + policy : ""), """{"mine":"yes"}""").Replace("{{ .uid }}-c", "{{ .plan }}", StringComparison.Ordinal),
            FormSpecs.ConfigMap("own", "\"targetNamespace\":\"kube-system\"", """{"mine":"yes"}""").Replace("{{ .uid }}-own", "{{ .plan }}-own", StringComparison.Ordinal)));
        var dns = $"dns-{bench.Namespace}";
        await SystemConfigMapAsync(dns);
        var before = (await bench.ReadAsync("v1", "ConfigMap", dns, "kube-system"))!.Value.GetRawText();

        await bench.DesireAsync(("plan", dns));

        (await bench.ReadAsync("v1", "ConfigMap", dns, "kube-system"))!.Value.GetRawText().ShouldBe(before);
        bench.Events.All.ShouldContain(e => e.Reason == "ResourceConflict" && e.Message.StartsWith($"Resource conflict detected for kube-system/{dns} (Kind: ConfigMap, Policy: Stuck)", StringComparison.Ordinal));
        var status = (await bench.NodeAsync()).Status!;
        (status.FailedResources, status.ReadyResources).ShouldBe((1, 1));
        (await bench.ReadAsync("v1", "ConfigMap", $"{dns}-own", "kube-system")).ShouldNotBeNull();

        await bench.DeleteAsync("operator.lynq.sh/v1", "LynqNode", "acme-f");
        await bench.ObserveNodeAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await bench.LynqNodeAsync()).ShouldBeNull();
        (await bench.ReadAsync("v1", "ConfigMap", dns, "kube-system"))!.Value.GetRawText().ShouldBe(before);
        (await bench.ReadAsync("v1", "ConfigMap", $"{dns}-own", "kube-system")).ShouldBeNull();
    }

    [Theory]
    [InlineData("kube-system")]
    [InlineData("default")]
    public async Task A_row_that_is_named_like_a_namespace_of_the_system_does_not_get_it(string name)
    {
        var bench = await NodeBench.StartAsync(server, """
            {"hubId":"h","namespaces":[{"id":"ns","nameTemplate":"{{ .plan }}","labelsTemplate":{"pod-security.kubernetes.io/enforce":"privileged"},"spec":{"apiVersion":"v1","kind":"Namespace"} }],
             "configMaps":[{"id":"c","nameTemplate":"{{ .uid }}-c","targetNamespace":"{{ .plan }}","dependIds":["ns"],"spec":{"apiVersion":"v1","kind":"ConfigMap"} }]}
            """);
        await bench.DesireAsync(("plan", name));
        (await bench.ReadAsync("v1", "Namespace", name))!.Value.GetProperty("metadata").GetRawText().ShouldNotContain("privileged");
        (await bench.ReadAsync("v1", "ConfigMap", "acme-c", name)).ShouldBeNull();
        (await bench.NodeAsync()).Status!.SkippedResourceIds.ShouldBe(["c"]);
        await bench.DeleteAsync("operator.lynq.sh/v1", "LynqNode", "acme-f");
        await bench.ObserveNodeAsync();
        (await bench.ReadAsync("v1", "Namespace", name)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_form_that_says_Force_may_change_an_object_of_the_system_and_never_deletes_it()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(
            FormSpecs.ConfigMap("c", "\"targetNamespace\":\"kube-system\",\"conflictPolicy\":\"Force\"", """{"mine":"yes"}""").Replace("{{ .uid }}-c", "{{ .plan }}", StringComparison.Ordinal)));
        var dns = $"forced-{bench.Namespace}";
        await SystemConfigMapAsync(dns);
        await bench.DesireAsync(("plan", dns));
        (await bench.ReadAsync("v1", "ConfigMap", dns, "kube-system"))!.Value.GetProperty("data").GetProperty("mine").GetString().ShouldBe("yes");
        await bench.DeleteAsync("operator.lynq.sh/v1", "LynqNode", "acme-f");
        await bench.ObserveNodeAsync();
        (await bench.LynqNodeAsync()).ShouldBeNull();
        (await bench.ReadAsync("v1", "ConfigMap", dns, "kube-system")).ShouldNotBeNull();
    }

    private async Task SystemConfigMapAsync(string name) => await server.Client.CreateAsync(
        await server.KindAsync("v1", "ConfigMap"),
        "kube-system",
        JsonNode.Parse($$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}"},"data":{"theirs":"yes"} }""")!,
        Representation.Full,
        new WriteOptions { FieldManager = "kubeadm" });

    [Fact]
    public async Task Objects_that_are_no_objects_fail_alone()
    {
        var bench = await NodeBench.StartAsync(server, """
            {"hubId":"h","manifests":[{"id":"none"},{"id":"text","spec":{"kind":"ConfigMap"}},{"id":"unknown","nameTemplate":"x","spec":{"apiVersion":"nowhere.example.com/v1","kind":"Nothing"}},
             {"id":"nameless","spec":{"apiVersion":"v1","kind":"ConfigMap"}},{"id":"ok","nameTemplate":"{{ .uid }}-ok","spec":{"apiVersion":"v1","kind":"ConfigMap","metadata":5}}]}
            """);
        await bench.DesireAsync();
        var status = (await bench.NodeAsync()).Status!;
        (status.FailedResources, status.ReadyResources).ShouldBe((4, 1));
        status.Resources!.Where(r => r.State == "Failed").ShouldAllBe(r => r.Message!.Length > 0);
        (await bench.ConfigMapAsync("acme-ok")).ShouldNotBeNull();
    }
}
