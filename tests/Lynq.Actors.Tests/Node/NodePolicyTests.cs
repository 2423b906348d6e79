using System.Text.Json;
using Lynq.Actors.Hub;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Crds;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>Contract §10 on a server.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodePolicyTests(NodeServer server)
{
    [Fact]
    public async Task Once_is_created_marked_and_never_changed_but_created_again_after_deletion()
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("o", "\"creationPolicy\":\"Once\""));
        var created = await ConfigMap(bench, "o");
        Annotation(created, "lynq.sh/created-once").ShouldBe("true");
        await bench.DesireAsync(("plan", "pro"));
        Plan(await ConfigMap(bench, "o")).ShouldBe("basic");
        await bench.DeleteAsync("v1", "ConfigMap", "acme-o");
        await bench.ObserveDeletionAsync(created);
        Plan(await ConfigMap(bench, "o")).ShouldBe("pro");
    }

    [Fact]
    public async Task Once_is_applied_again_when_its_mark_is_taken_off_and_then_never_more()
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("o", "\"creationPolicy\":\"Once\""));
        await bench.DesireAsync(("plan", "pro"));
        await bench.PatchAsync("v1", "ConfigMap", "acme-o", """{"data":{"theirs":"kept"}}""");
        await bench.ObserveChildrenAsync();
        Plan(await ConfigMap(bench, "o")).ShouldBe("basic");

        await bench.PatchAsync("v1", "ConfigMap", "acme-o", """{"metadata":{"annotations":{"lynq.sh/created-once":null}}}""");
        await bench.ObserveChildrenAsync();

        var live = await ConfigMap(bench, "o");
        Plan(live).ShouldBe("pro");
        Annotation(live, "lynq.sh/created-once").ShouldBe("true");
        live.GetProperty("data").GetProperty("theirs").GetString().ShouldBe("kept");
        await bench.DesireAsync(("plan", "gold"));
        Plan(await ConfigMap(bench, "o")).ShouldBe("pro");
        bench.Requests.Clear();
        await bench.RestartAsync();
        bench.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_has_an_owner_reference_and_Retain_has_none_but_both_are_tracked()
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("d"), FormSpecs.ConfigMap("r", "\"deletionPolicy\":\"Retain\""));
        var node = await bench.NodeAsync();
        LiveMetadata.Of(await ConfigMap(bench, "d")).OwnerReferences[0].GetProperty("uid").GetString().ShouldBe(node.Metadata.Uid);
        LiveMetadata.Of(await ConfigMap(bench, "r")).OwnerReferences.ValueKind.ShouldBe(JsonValueKind.Undefined);
        foreach (var id in new[] { "d", "r" }) LiveMetadata.Of(await ConfigMap(bench, id)).Label("lynq.sh/node").ShouldBe("acme-f");
    }

    [Theory]
    [InlineData("\"patchStrategy\":\"apply\"")]
    [InlineData("\"patchStrategy\":\"merge\"")]
    [InlineData("\"patchStrategy\":\"replace\"")]
    [InlineData("\"creationPolicy\":\"Once\"")]
    public async Task A_change_of_deletionPolicy_moves_the_owner_reference_on_the_live_object(string more)
    {
        string Form(string policy) => FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", $"\"deletionPolicy\":\"{policy}\",{more}"));
        var bench = await NodeBench.StartAsync(server, Form("Delete"));
        await bench.DesireAsync(("plan", "basic"));
        var uid = LiveMetadata.Of(await ConfigMap(bench, "c")).Uid;
        foreach (var policy in new[] { "Retain", "Delete" })
        {
            bench.Form.Edit(Form(policy));
            await bench.DesireAsync(("plan", "basic"));
            var live = LiveMetadata.Of(await ConfigMap(bench, "c"));
            live.Uid.ShouldBe(uid);
            live.Annotation("lynq.sh/deletion-policy").ShouldBe(policy);
            (live.OwnerReferences.ValueKind == JsonValueKind.Array && live.OwnerReferences.GetArrayLength() == 1).ShouldBe(policy == "Delete");
        }
    }

    [Fact]
    public async Task Stuck_leaves_a_conflicting_object_alone_and_recovers_when_it_goes()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c")));
        await bench.ApplyAsync("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"acme-c","labels":{"keep":"yes"}},"data":{"plan":"foreign"}}""");
        var before = LiveMetadata.Of(await ConfigMap(bench, "c")).ResourceVersion;
        await bench.DesireAsync(("plan", "basic"));
        LiveMetadata.Of(await ConfigMap(bench, "c")).ResourceVersion.ShouldBe(before);
        var status = (await bench.NodeAsync()).Status!;
        status.FailedResources.ShouldBe(1);
        Condition(status, "Conflicted").ShouldBe("True ResourceConflict");
        Condition(status, "Degraded").ShouldBe("True ResourceConflicts");
        Condition(status, "Ready").ShouldBe("False ResourcesConflicted");
        bench.Events.All.Single(e => e.Reason == "ResourceConflict").Message
            .ShouldMatch($@"^Resource conflict detected for {bench.Namespace}/acme-c \(Kind: ConfigMap, Policy: Stuck\): Apply failed with 1 conflict: conflict with ""[^""]+""[^:]*: \.data\.plan$");
        await bench.AdvanceAsync(TimeSpan.FromMinutes(3));
        bench.Events.Reasons.Count(r => r == "ResourceConflict").ShouldBe(1);
        await bench.DeleteAsync("v1", "ConfigMap", "acme-c");
        await bench.AdvanceAsync(TimeSpan.FromSeconds(40));
        Plan(await ConfigMap(bench, "c")).ShouldBe("basic");
        Condition((await bench.NodeAsync()).Status!, "Ready").ShouldBe("True Reconciled");
    }

    [Fact]
    public async Task Force_takes_the_fields_over_says_so_once_and_keeps_other_keys()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", "\"conflictPolicy\":\"Force\"")));
        var foreign = await bench.ApplyAsync("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"acme-c"},"data":{"plan":"foreign","EXTRA":"1"}}""");
        await bench.DesireAsync(("plan", "basic"));
        var live = await ConfigMap(bench, "c");
        Plan(live).ShouldBe("basic");
        live.GetProperty("data").GetProperty("EXTRA").GetString().ShouldBe("1");
        LiveMetadata.Of(live).Uid.ShouldBe(LiveMetadata.Of(foreign).Uid);
        Annotation(live, "lynq.sh/adopted").ShouldBe("true");
        bench.Events.Reasons.Count(r => r == "ForceApply").ShouldBe(1);
        bench.Form.Edit(FormSpecs.ConfigMaps());
        await bench.DesireAsync(("plan", "basic"));
        var released = LiveMetadata.Of(await ConfigMap(bench, "c"));
        released.Label("lynq.sh/node").ShouldBeNull();
    }

    [Fact]
    public async Task Another_nodes_object_is_never_stolen_not_even_by_force()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", "\"conflictPolicy\":\"Force\""), FormSpecs.ConfigMap("r", "\"conflictPolicy\":\"Force\",\"deletionPolicy\":\"Retain\"")));
        var beta = await bench.ApplyAsync("""{"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","metadata":{"name":"beta-f"},"spec":{"uid":"beta","templateRef":"f"}}""", "lynq-operator");
        var owner = $$"""
            "ownerReferences":[{"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","name":"beta-f","uid":"{{LiveMetadata.Of(beta).Uid}}","controller":true}]
            """;
        await bench.ApplyAsync($$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"acme-c",{{owner}} },"data":{"plan":"theirs"} }""", "lynq-operator");
        await bench.ApplyAsync($$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"acme-r","labels":{"lynq.sh/node":"beta-f","lynq.sh/node-namespace":"{{bench.Namespace}}"} },"data":{"plan":"theirs"} }""", "lynq-operator");
        await bench.DesireAsync(("plan", "basic"));
        Plan(await ConfigMap(bench, "c")).ShouldBe("theirs");
        Plan(await ConfigMap(bench, "r")).ShouldBe("theirs");
        (await bench.NodeAsync()).Status!.FailedResources.ShouldBe(2);
        bench.Events.All.Where(e => e.Reason == "ResourceConflict").ShouldAllBe(e => e.Message.Contains("beta-f", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_leaves_the_form_is_deleted_or_kept_with_markers_and_taken_back_later()
    {
        string[] both = [FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("b"), FormSpecs.ConfigMap("r", "\"deletionPolicy\":\"Retain\"")];
        var bench = await StartAsync(both);
        var a = LiveMetadata.Of(await ConfigMap(bench, "a")).ResourceVersion;
        bench.Form.Edit(FormSpecs.ConfigMaps(both[0]));
        await bench.DesireAsync(("plan", "basic"));
        (await bench.ConfigMapAsync("acme-b")).ShouldBeNull();
        LiveMetadata.Of(await ConfigMap(bench, "a")).ResourceVersion.ShouldBe(a);
        var orphan = LiveMetadata.Of(await ConfigMap(bench, "r"));
        orphan.Label("lynq.sh/orphaned").ShouldBe("true");
        orphan.Annotation("lynq.sh/orphaned-reason").ShouldBe("RemovedFromTemplate");
        orphan.Label("lynq.sh/node").ShouldBeNull();
        (await bench.NodeAsync()).Status!.AppliedResources.ShouldBe([$"ConfigMap/{bench.Namespace}/acme-a@a"]);
        bench.Events.All.ShouldContain(e => e.Reason == "OrphanedResourceDeleted");
        bench.Events.All.ShouldContain(e => e.Reason == "OrphanMarkersAdded");

        await bench.PatchAsync("v1", "ConfigMap", "acme-r", """{"data":{"plan":"edited"}}""");
        bench.Form.Edit(FormSpecs.ConfigMaps(both));
        await bench.DesireAsync(("plan", "basic"));
        var back = await ConfigMap(bench, "r");
        Plan(back).ShouldBe("basic");
        LiveMetadata.Of(back).Uid.ShouldBe(orphan.Uid);
        LiveMetadata.Of(back).Label("lynq.sh/orphaned").ShouldBeNull();
        LiveMetadata.Of(back).Label("lynq.sh/node").ShouldBe("acme-f");
        bench.Events.All.ShouldContain(e => e.Reason == "OrphanMarkersRemoved");
    }

    [Fact]
    public async Task A_rename_applies_the_new_object_before_the_old_one_goes()
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("c"));
        bench.Requests.Clear();
        bench.Form.Edit(FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c").Replace("{{ .uid }}-c", "{{ .uid }}-c2", StringComparison.Ordinal)));
        await bench.DesireAsync(("plan", "basic"));
        (await bench.ConfigMapAsync("acme-c")).ShouldBeNull();
        (await bench.ConfigMapAsync("acme-c2")).ShouldNotBeNull();
        var writes = bench.Writes.ToList();
        writes.IndexOf($"apply configmaps/{bench.Namespace}/acme-c2").ShouldBeLessThan(writes.IndexOf($"delete configmaps/{bench.Namespace}/acme-c"));
    }

    [Fact]
    public async Task A_changed_id_only_re_keys_the_object()
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("c"));
        var before = LiveMetadata.Of(await ConfigMap(bench, "c"));
        bench.Form.Edit(FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c").Replace("\"id\":\"c\"", "\"id\":\"renamed\"", StringComparison.Ordinal)));
        await bench.DesireAsync(("plan", "basic"));
        var after = LiveMetadata.Of(await ConfigMap(bench, "c"));
        (after.Uid, after.ResourceVersion).ShouldBe((before.Uid, before.ResourceVersion));
        (await bench.NodeAsync()).Status!.AppliedResources.ShouldBe([$"ConfigMap/{bench.Namespace}/acme-c@renamed"]);
    }

    [Theory]
    [InlineData("apply", true)]
    [InlineData("merge", true)]
    [InlineData("replace", false)]
    public async Task Foreign_keys_stay_under_apply_and_merge_and_go_under_replace(string strategy, bool stays)
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("c", $"\"patchStrategy\":\"{strategy}\""));
        await bench.PatchAsync("v1", "ConfigMap", "acme-c", """{"data":{"other":"1"}}""");
        await bench.ObserveChildrenAsync();
        await bench.DesireAsync(("plan", "pro"));
        var live = await ConfigMap(bench, "c");
        Plan(live).ShouldBe("pro");
        live.GetProperty("data").TryGetProperty("other", out _).ShouldBe(stays);
    }

    [Fact]
    public async Task Ignored_replicas_are_handed_over_and_never_fall_back()
    {
        const string ignore = "\"waitForReady\":false,\"ignoreFields\":[\"$.spec.replicas\"]";
        var bench = await NodeBench.StartAsync(server, $$"""{"hubId":"h","deployments":[{{FormSpecs.Deployment("web", ignore, "3")}}]}""");
        await bench.DesireAsync();
        Replicas(await bench.ReadAsync("apps/v1", "Deployment", "acme-web")).ShouldBe(3);
        bench.Form.Edit($$"""{"hubId":"h","deployments":[{{FormSpecs.Deployment("web", ignore, "3", "pause:3.10")}}]}""");
        await bench.DesireAsync();
        Replicas(await bench.ReadAsync("apps/v1", "Deployment", "acme-web")).ShouldBe(3);
        await bench.PatchAsync("apps/v1", "Deployment", "acme-web", """{"spec":{"replicas":5}}""", "autoscaler");
        await bench.ObserveChildrenAsync();
        Replicas(await bench.ReadAsync("apps/v1", "Deployment", "acme-web")).ShouldBe(5);
        bench.Form.Edit($$"""{"hubId":"h","deployments":[{{FormSpecs.Deployment("web", ignore, "3", "pause:3.11")}}]}""");
        await bench.DesireAsync();
        var live = await bench.ReadAsync("apps/v1", "Deployment", "acme-web");
        Replicas(live).ShouldBe(5);
        live!.Value.GetProperty("spec").GetProperty("template").GetProperty("spec").GetProperty("containers")[0].GetProperty("image").GetString().ShouldBe("pause:3.11");
        bench.Form.Edit($$"""{"hubId":"h","deployments":[{{FormSpecs.Deployment("web", "\"waitForReady\":false", "3", "pause:3.11")}}]}""");
        await bench.DesireAsync();
        Replicas(await bench.ReadAsync("apps/v1", "Deployment", "acme-web")).ShouldBe(3);
    }

    [Fact]
    public async Task A_name_that_two_pairs_make_is_reported_and_the_first_is_not_touched()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c")));
        await bench.ApplyAsync("""{"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","metadata":{"name":"acme-f"},"spec":{"uid":"ac","templateRef":"me-f"}}""", "lynq-operator");
        await bench.DesireAsync(("plan", "basic"));
        bench.Told.Select(t => t.Message).OfType<NodeRefused>().ShouldHaveSingleItem().Reason.ShouldBe(EventReasons.NodeCreateFailed);
        (await bench.ConfigMapAsync("acme-c")).ShouldBeNull();
        (await bench.NodeAsync()).Spec.Uid.ShouldBe("ac");
    }

    private static async Task<JsonElement> ConfigMap(NodeBench bench, string id) => (await bench.ConfigMapAsync($"acme-{id}"))!.Value;

    private static string? Plan(JsonElement live) => live.GetProperty("data").GetProperty("plan").GetString();

    private static string? Annotation(JsonElement live, string key) => LiveMetadata.Of(live).Annotation(key);

    private static int Replicas(JsonElement? live) => live!.Value.GetProperty("spec").GetProperty("replicas").GetInt32();

    private static string Condition(LynqNodeStatus status, string type) =>
        status.Conditions!.Where(c => c.Type == type).Select(c => $"{c.Status} {c.Reason}").Single();

    private async Task<NodeBench> StartAsync(params string[] resources)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(resources));
        await bench.DesireAsync(("plan", "basic"));
        return bench;
    }
}
