using System.Text.Json.Nodes;
using System.Text.Json;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Crds;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>Contract §8, §9 and §11 on a server.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeDependencyTests(NodeServer server)
{
    private const string Ready = """{"status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1,"readyReplicas":1,"availableReplicas":1}}""";

    [Fact]
    public async Task Dependants_wait_silently_until_their_dependency_is_ready()
    {
        var bench = await StartAsync($$"""{"hubId":"h","deployments":[{{FormSpecs.Deployment("db")}}],"configMaps":[{{FormSpecs.ConfigMap("after", "\"dependIds\":[\"db\"]")}}]}""");
        await bench.ObserveChildrenAsync();
        await bench.AdvanceAsync(TimeSpan.FromSeconds(40));
        (await bench.ConfigMapAsync("acme-after")).ShouldBeNull();
        var status = (await bench.NodeAsync()).Status!;
        (status.SkippedResources, status.FailedResources, status.ReadyResources).ShouldBe((0, 0, 0));
        Condition(status, "Ready").ShouldStartWith("False NotAllResourcesReady: Not all resources are ready: 0/2 ready: ");
        Condition(status, "Progressing").ShouldStartWith("True Reconciling");
        bench.Events.Reasons.ShouldBeEmpty();
        await bench.PatchAsync("apps/v1", "Deployment", "acme-db", Ready, "controller", "status");
        await bench.ObserveChildrenAsync();
        (await bench.ConfigMapAsync("acme-after")).ShouldNotBeNull();
        Condition((await bench.NodeAsync()).Status!, "Ready").ShouldBe("True Reconciled: Successfully reconciled all 2 resources");
    }

    [Fact]
    public async Task A_failed_dependency_skips_the_chain_below_and_recovery_empties_the_lists()
    {
        static string Form(string name) => FormSpecs.ConfigMaps(
            FormSpecs.ConfigMap("bad").Replace("{{ .uid }}-bad", name, StringComparison.Ordinal),
            FormSpecs.ConfigMap("mid", "\"dependIds\":[\"bad\"]"),
            FormSpecs.ConfigMap("leaf", "\"dependIds\":[\"mid\"]"),
            FormSpecs.ConfigMap("go", "\"dependIds\":[\"bad\"],\"skipOnDependencyFailure\":false"),
            FormSpecs.ConfigMap("free"));
        var bench = await StartAsync(Form("Invalid_Name"));
        var status = (await bench.NodeAsync()).Status!;
        (status.FailedResources, status.SkippedResources, status.ReadyResources).ShouldBe((1, 2, 2));
        status.SkippedResourceIds.ShouldBe(["leaf", "mid"]);
        (await bench.ConfigMapAsync("acme-go")).ShouldNotBeNull();
        bench.Events.Reasons.Order().ShouldBe(["ApplyFailed", "DependencyFailedButProceeding", "DependencySkipped", "DependencySkipped", "TemplateAppliedPartial"], ignoreOrder: true);
        await bench.AdvanceAsync(TimeSpan.FromMinutes(5));
        bench.Events.Reasons.Count().ShouldBe(5);
        bench.Form.Edit(Form("acme-good"));
        await bench.DesireAsync(("plan", "basic"));
        status = (await bench.NodeAsync()).Status!;
        (status.FailedResources, status.SkippedResources, status.ReadyResources).ShouldBe((0, 0, 5));
        status.SkippedResourceIds.ShouldBeEmpty();
        (await bench.ConfigMapAsync("acme-leaf")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_timeout_fails_the_resource_and_becoming_ready_heals_it()
    {
        var bench = await StartAsync($$"""{"hubId":"h","deployments":[{{FormSpecs.Deployment("app", "\"timeoutSeconds\":10")}}],"configMaps":[{{FormSpecs.ConfigMap("after", "\"dependIds\":[\"app\"]")}}]}""");
        await bench.ObserveChildrenAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(17));
        await bench.AdvanceAsync(TimeSpan.Zero);
        // Which resource, for how long it was waited for, and how long that may be (contract §14).
        bench.Events.All.Where(e => e.Reason == "ReadinessTimeout").Select(e => e.Message).ShouldHaveSingleItem()
            .ShouldMatch(@"^Resource app not ready within 10 s: .+ \(17 s have passed\)$");
        var status = (await bench.NodeAsync()).Status!;
        Condition(status, "Ready").ShouldStartWith("False ResourcesFailed: 1 resource failed: app (not ready within 10 s: ");
        Condition(status, "Degraded").ShouldContain("failed");
        status.SkippedResourceIds.ShouldBe(["after"]);
        await bench.AdvanceAsync(TimeSpan.FromSeconds(30));
        await bench.ObserveChildrenAsync();
        bench.Events.Reasons.Count(reason => reason == "ReadinessTimeout").ShouldBe(1);
        await bench.PatchAsync("apps/v1", "Deployment", "acme-app", Ready, "controller", "status");
        await bench.ObserveChildrenAsync();
        Condition((await bench.NodeAsync()).Status!, "Ready").ShouldStartWith("True Reconciled");
    }

    [Fact]
    public async Task A_resource_that_was_healthy_for_days_gets_a_new_window_when_it_breaks_also_across_a_restart()
    {
        var bench = await StartAsync($$"""{"hubId":"h","deployments":[{{FormSpecs.Deployment("app")}}]}""");
        await bench.PatchAsync("apps/v1", "Deployment", "acme-app", Ready, "controller", "status");
        await bench.ObserveChildrenAsync();
        await bench.AdvanceAsync(TimeSpan.FromDays(2));
        await bench.PatchAsync("apps/v1", "Deployment", "acme-app", """{"status":{"readyReplicas":0,"availableReplicas":0}}""", "controller", "status");
        await bench.ObserveChildrenAsync();
        await bench.AdvanceAsync(TimeSpan.FromSeconds(60));
        await bench.RestartAsync();
        await bench.AdvanceAsync(TimeSpan.FromSeconds(200));
        (await bench.NodeAsync()).Status!.FailedResources.ShouldBe(0);
        await bench.AdvanceAsync(TimeSpan.FromSeconds(120));
        (await bench.NodeAsync()).Status!.FailedResources.ShouldBe(1);
    }

    [Fact]
    public async Task A_render_failure_is_contained_and_named()
    {
        var bench = await StartAsync(FormSpecs.ConfigMaps(FormSpecs.ConfigMap("ok"), FormSpecs.ConfigMap("bad", data: """{"x":"{{ .nope }}"}""")));
        (await bench.ConfigMapAsync("acme-ok")).ShouldNotBeNull();
        (await bench.ConfigMapAsync("acme-bad")).ShouldBeNull();
        var status = (await bench.NodeAsync()).Status!;
        (status.FailedResources, status.ReadyResources).ShouldBe((1, 1));
        Condition(status, "Degraded").ShouldContain("failed");
        bench.Events.Reasons.ShouldContain(reason => reason == "TemplateRenderError");
        bench.Requests.Clear();
        await bench.RestartAsync();
        bench.Requests.ShouldBeEmpty();
        (await bench.ConfigMapAsync("acme-bad")).ShouldBeNull();
    }

    [Fact]
    public async Task A_cycle_applies_nothing_and_prints_itself()
    {
        var bench = await StartAsync(FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a", "\"dependIds\":[\"b\"]"), FormSpecs.ConfigMap("b", "\"dependIds\":[\"a\"]")));
        (await bench.ConfigMapAsync("acme-a")).ShouldBeNull();
        var status = (await bench.NodeAsync()).Status!;
        Condition(status, "Ready").ShouldStartWith("False DependencyError: dependency cycle detected: a -> b -> a");
        Condition(status, "Degraded").ShouldStartWith("True DependencyCycle");
        bench.Events.Reasons.ShouldContain(reason => reason == "DependencyError");
    }

    [Fact]
    public async Task A_missing_namespace_heals_when_it_is_created()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", "\"targetNamespace\":\"other-{{ .ns }}\"")));
        var other = $"other-{bench.Namespace}";
        await bench.DesireAsync(("plan", "basic"), ("ns", bench.Namespace));
        (await bench.NodeAsync()).Status!.FailedResources.ShouldBe(1);
        bench.Events.Reasons.ShouldContain(reason => reason == "ApplyFailed");
        await bench.CreateNamespaceAsync(other);
        await bench.AdvanceAsync(TimeSpan.FromSeconds(40));
        var live = LiveMetadata.Of((await bench.ReadAsync("v1", "ConfigMap", "acme-c", other))!.Value);
        live.Label("lynq.sh/node-namespace").ShouldBe(bench.Namespace);
        live.OwnerReferences.ValueKind.ShouldBe(JsonValueKind.Undefined);
        Condition((await bench.NodeAsync()).Status!, "Ready").ShouldStartWith("True");
    }

    [Fact]
    public async Task A_custom_kind_without_status_is_ready_after_its_grace_period_and_gates_until_then()
    {
        const string database = """{"id":"db","nameTemplate":"{{ .uid }}-db","spec":{"apiVersion":"demo.example.com/v1","kind":"Database","spec":{"size":"1"}}}""";
        var bench = await StartAsync($$"""{"hubId":"h","manifests":[{{database}}],"configMaps":[{{FormSpecs.ConfigMap("after", "\"dependIds\":[\"db\"]")}}]}""");
        (await bench.ConfigMapAsync("acme-after")).ShouldBeNull();
        await bench.AdvanceAsync(TimeSpan.FromSeconds(6));
        (await bench.ConfigMapAsync("acme-after")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_claim_that_waits_for_its_pod_does_not_keep_the_pod_waiting()
    {
        var bench = await NodeBench.StartAsync(server, $$$"""
            {"hubId":"h","persistentVolumeClaims":[{"id":"pvc","nameTemplate":"{{ .uid }}-data","spec":{"apiVersion":"v1","kind":"PersistentVolumeClaim","spec":{"storageClassName":"{{ .class }}","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"} } } } }],
             "configMaps":[{{{FormSpecs.ConfigMap("after", "\"dependIds\":[\"pvc\"]", "{}")}}}]}
            """);
        await bench.ApplyAsync($$"""{"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","metadata":{"name":"late-{{bench.Namespace}}"},"provisioner":"example.com/late","volumeBindingMode":"WaitForFirstConsumer"}""");
        await bench.DesireAsync(("class", $"late-{bench.Namespace}"));
        await bench.PatchAsync("v1", "PersistentVolumeClaim", "acme-data", """{"status":{"phase":"Pending"}}""", "controller", "status");
        await bench.ObserveChildrenAsync();
        (await bench.ConfigMapAsync("acme-after")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_claim_of_the_default_class_that_waits_for_its_pod_does_not_keep_the_pod_waiting()
    {
        var bench = await NodeBench.StartAsync(server, $$$"""
            {"hubId":"h","persistentVolumeClaims":[{"id":"pvc","nameTemplate":"{{ .uid }}-data","spec":{"apiVersion":"v1","kind":"PersistentVolumeClaim","spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"} } } } }],
             "configMaps":[{{{FormSpecs.ConfigMap("after", "\"dependIds\":[\"pvc\"]", "{}")}}}]}
            """);
        await bench.ApplyAsync($$"""{"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","metadata":{"name":"default-{{bench.Namespace}}"},"provisioner":"example.com/late","volumeBindingMode":"WaitForFirstConsumer"}""");
        await bench.DesireAsync();
        (await bench.ConfigMapAsync("acme-after")).ShouldBeNull();

        // The cluster fills the class in, as it may long after the creation.
        var claim = JsonObject.Create((await bench.ReadAsync("v1", "PersistentVolumeClaim", "acme-data"))!.Value)!;
        claim["spec"]!["storageClassName"] = $"default-{bench.Namespace}";
        claim["status"] = new JsonObject { ["phase"] = "Pending" };
        await bench.ObserveAsync(JsonSerializer.SerializeToElement(claim));

        (await bench.ConfigMapAsync("acme-after")).ShouldNotBeNull();
    }

    private static string Condition(LynqNodeStatus status, string type) =>
        status.Conditions!.Where(c => c.Type == type).Select(c => $"{c.Status} {c.Reason}: {c.Message}").Single();

    private async Task<NodeBench> StartAsync(string form)
    {
        var bench = await NodeBench.StartAsync(server, form);
        await bench.DesireAsync(("plan", "basic"));
        return bench;
    }
}
