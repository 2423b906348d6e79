using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Rollout;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>Contract §2.3, §2.5, §8.3 and §12 for one node.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeLifecycleTests(NodeServer server)
{
    [Fact]
    public async Task A_new_node_carries_its_finalizer_labels_and_annotations_from_the_first_write()
    {
        var bench = await StartAsync();
        var metadata = (await bench.NodeAsync()).Metadata;
        metadata.Finalizers.ShouldBe(["lynqnode.operator.lynq.sh/finalizer"]);
        metadata.Label("lynq.sh/hub").ShouldBe("h");
        metadata.Label("lynq.sh/uid").ShouldBe("acme");
        metadata.Label("lynq.sh/form").ShouldBe("f");
        metadata.Annotation("lynq.sh/extra").ShouldBe("""{"plan":"basic"}""");
        metadata.Annotation("lynq.sh/plan").ShouldBe("basic");
        metadata.Annotation("lynq.sh/template-generation").ShouldBe("1");
        metadata.Annotation("lynq.sh/activate").ShouldBe("1");
    }

    [Fact]
    public async Task Deletion_removes_dependants_first_keeps_Retain_and_then_lets_the_node_go()
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("b", "\"dependIds\":[\"a\"]"), FormSpecs.ConfigMap("r", "\"deletionPolicy\":\"Retain\""));
        var uid = LiveMetadata.Of((await bench.ConfigMapAsync("acme-r"))!.Value).Uid;
        await DeleteAsync(bench);
        (await bench.LynqNodeAsync()).ShouldBeNull();
        (await bench.ConfigMapAsync("acme-a")).ShouldBeNull();
        (await bench.ConfigMapAsync("acme-b")).ShouldBeNull();
        var kept = LiveMetadata.Of((await bench.ConfigMapAsync("acme-r"))!.Value);
        kept.Uid.ShouldBe(uid);
        kept.Annotation("lynq.sh/orphaned-reason").ShouldBe("LynqNodeDeleted");
        kept.Label("lynq.sh/node").ShouldBeNull();
        var writes = bench.Writes.Where(w => w.StartsWith("delete", StringComparison.Ordinal)).ToList();
        writes.ShouldBe([$"delete configmaps/{bench.Namespace}/acme-b", $"delete configmaps/{bench.Namespace}/acme-a"]);
        bench.Events.Reasons.ShouldContain(r => r == "LynqNodeDeleting");
        bench.Events.Reasons.ShouldContain(r => r == "LynqNodeDeleted");
    }

    [Fact]
    public async Task Deletion_never_touches_a_conflicted_object_of_somebody_else()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c")));
        await bench.ApplyAsync("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"acme-c"},"data":{"plan":"foreign"}}""");
        await bench.DesireAsync(("plan", "basic"));
        await DeleteAsync(bench);
        (await bench.ConfigMapAsync("acme-c")).ShouldNotBeNull();
        (await bench.LynqNodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task The_finalizer_stays_while_an_object_of_ours_cannot_be_deleted_and_goes_afterwards()
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("a"));
        bench.OnRequest = request =>
        {
            if (request.Verb == RequestVerb.Delete) throw new KubernetesException(request, new KubernetesStatus { Code = 403, Reason = "Forbidden", Message = "no" });
        };
        await DeleteAsync(bench);
        await bench.AdvanceAsync(TimeSpan.FromMinutes(5));
        (await bench.LynqNodeAsync()).ShouldNotBeNull();
        bench.Events.Reasons.Count(r => r == "CleanupPartialFailure").ShouldBe(1);
        bench.OnRequest = null;
        await bench.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await bench.LynqNodeAsync()).ShouldBeNull();
        (await bench.ConfigMapAsync("acme-a")).ShouldBeNull();
    }

    [Fact]
    public async Task A_half_deleted_node_is_finished_after_a_restart()
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("a"));
        await bench.DeleteAsync("operator.lynq.sh/v1", "LynqNode", "acme-f");
        await bench.RestartAsync();
        (await bench.LynqNodeAsync()).ShouldBeNull();
        (await bench.ConfigMapAsync("acme-a")).ShouldBeNull();
    }

    [Theory]
    [InlineData("lynq.sh/force-reconcile")]
    [InlineData("operator.lynq.sh/reconcile")]
    public async Task A_force_annotation_applies_every_resource_once(string key)
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("b"));
        bench.Requests.Clear();
        await bench.PatchAsync("operator.lynq.sh/v1", "LynqNode", "acme-f", $$$"""{"metadata":{"annotations":{"{{{key}}}":"1"} } }""");
        await bench.ObserveNodeAsync();
        await bench.ObserveNodeAsync();
        bench.Requests.Count.ShouldBe(2);
        bench.Requests.ShouldAllBe(r => r.StartsWith("apply configmaps/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hand_edited_spec_is_restored()
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("a"));
        await bench.PatchAsync("operator.lynq.sh/v1", "LynqNode", "acme-f", """{"spec":{"configMaps":[]}}""");
        await bench.ObserveNodeAsync();
        (await bench.NodeAsync()).Spec.ConfigMaps!.Count.ShouldBe(1);
        (await bench.ConfigMapAsync("acme-a")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_paused_node_is_left_alone_until_it_is_not()
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("a"));
        await bench.PatchAsync("operator.lynq.sh/v1", "LynqNode", "acme-f", """{"metadata":{"annotations":{"lynq.sh/paused":"true"}}}""");
        await bench.ObserveNodeAsync();
        bench.Requests.Clear();
        await bench.DesireAsync(("plan", "pro"));
        await bench.PatchAsync("v1", "ConfigMap", "acme-a", """{"data":{"plan":"HACKED"}}""");
        await bench.ObserveChildrenAsync();
        bench.Requests.ShouldBeEmpty();
        await bench.PatchAsync("operator.lynq.sh/v1", "LynqNode", "acme-f", """{"metadata":{"annotations":{"lynq.sh/paused":null}}}""");
        await bench.ObserveNodeAsync();
        (await bench.ConfigMapAsync("acme-a"))!.Value.GetProperty("data").GetProperty("plan").GetString().ShouldBe("pro");
    }

    [Fact]
    public async Task A_metered_form_is_asked_before_anything_is_written()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        bench.Form.MaxSkew = 1;
        bench.Form.Edit(FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "basic"));
        bench.Requests.ShouldBeEmpty();
        bench.Told.Select(t => t.Message).OfType<PermitRequested>().ShouldHaveSingleItem().IsCreation.ShouldBeTrue();
        await bench.SendAsync(new PermitGranted { Node = bench.Key, FormGeneration = bench.Form.Generation });
        (await bench.ConfigMapAsync("acme-a")).ShouldNotBeNull();
        bench.Told.Select(t => t.Message).OfType<PermitUsed>().ShouldHaveSingleItem().ObjectGeneration.ShouldBe((await bench.NodeAsync()).Metadata.Generation!.Value);
        await bench.SendAsync(new PermitGranted { Node = bench.Key, FormGeneration = bench.Form.Generation });
        bench.Told.Select(t => t.Message).OfType<PermitReturned>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_permit_that_has_run_out_is_returned_and_another_one_asked_for()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        bench.Form.MaxSkew = 1;
        bench.Form.Edit(FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "basic"));
        var told = bench.Told.Count;

        await bench.SendAsync(new PermitGranted { Node = bench.Key, FormGeneration = bench.Form.Generation, UseBy = bench.Time.GetUtcNow() });

        bench.Requests.ShouldBeEmpty();
        bench.Told.Skip(told).Select(t => t.Message.GetType()).ShouldBe([typeof(PermitReturned), typeof(PermitRequested)]);
        await bench.SendAsync(new PermitGranted { Node = bench.Key, FormGeneration = bench.Form.Generation, UseBy = bench.Time.GetUtcNow().AddSeconds(1) });
        (await bench.ConfigMapAsync("acme-a")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_fight_over_a_field_is_named_and_slowed_down()
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("a"));
        bench.Requests.Clear();
        for (var round = 0; round < 60; round++)
        {
            await bench.PatchAsync("v1", "ConfigMap", "acme-a", $$$"""{"data":{"plan":"theirs{{{round}}}"} }""", "stubborn");
            await bench.ObserveChildrenAsync();
            await bench.AdvanceAsync(TimeSpan.FromSeconds(5));
        }

        bench.Requests.Count(r => r.StartsWith("apply", StringComparison.Ordinal)).ShouldBeInRange(6, 10);
        bench.Events.All.ShouldContain(e => e.Reason == "ResourceConflict" && e.Message.Contains("stubborn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_that_lost_its_row_asks_for_it()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.SendAsync(new DesireNode { Node = bench.Key, Hub = bench.Hub, HubUid = "", Form = new(bench.Namespace, "f"), FormGeneration = 1, RowHash = 5 });
        bench.Told.Select(t => t.Message).OfType<RowNeeded>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_deleted_node_stays_away_until_it_is_desired_again_and_then_needs_no_row()
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("a"));
        var uid = (await bench.NodeAsync()).Metadata.Uid!;
        await DeleteAsync(bench);
        await bench.SendAsync(new NodeGone { Node = bench.Key, Uid = uid });
        await bench.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await bench.LynqNodeAsync()).ShouldBeNull();
        await bench.DesireAgainAsync(("plan", "basic"));
        (await bench.NodeAsync()).Metadata.Uid.ShouldNotBe(uid);
        (await bench.ConfigMapAsync("acme-a")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_row_change_is_told_by_names_and_never_by_values()
    {
        var bench = await StartAsync(FormSpecs.ConfigMap("a"));
        await bench.DesireAsync(("plan", "secret-value"));
        var told = bench.Events.All.Single(e => e.Reason == "DataUpdated").Message;
        told.ShouldContain("plan");
        told.ShouldNotContain("secret-value");
    }

    private static async Task DeleteAsync(NodeBench bench)
    {
        await bench.DeleteAsync("operator.lynq.sh/v1", "LynqNode", "acme-f");
        await bench.ObserveNodeAsync();
    }

    private async Task<NodeBench> StartAsync(params string[] resources)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(resources.Length == 0 ? [FormSpecs.ConfigMap("a")] : resources));
        await bench.DesireAsync(("plan", "basic"));
        return bench;
    }
}
