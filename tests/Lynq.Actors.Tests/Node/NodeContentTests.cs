using System.Text.Json;
using Lynq.Actors.Hub;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>The LynqNode itself: its content, metadata and finalizer, whoever changes them (contract §2.1, §2.3, §6).</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeContentTests(NodeServer server)
{
    private const string EmptySpec = """{"spec":{"configMaps":[]}}""";

    [Fact]
    public async Task A_spec_that_is_edited_after_a_restart_is_restored()
    {
        var bench = await StartAsync();
        await bench.RestartAsync();
        await EditAsync(bench, EmptySpec);
        await bench.ObserveNodeAsync();
        await IsRestoredAsync(bench);
    }

    [Fact]
    public async Task A_spec_that_was_edited_while_nobody_looked_is_restored()
    {
        var bench = await StartAsync();
        await EditAsync(bench, EmptySpec);
        await bench.RestartAsync();
        await IsRestoredAsync(bench);
    }

    [Fact]
    public async Task The_hubs_reference_and_label_are_put_back_and_references_of_others_stay()
    {
        var bench = await StartAsync();
        var hub = LiveMetadata.Of(await bench.ApplyAsync("""{"apiVersion":"operator.lynq.sh/v1","kind":"LynqHub","metadata":{"name":"h"} }""")).Uid;
        var other = LiveMetadata.Of(await bench.ApplyAsync("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"} }""")).Uid;
        await EditAsync(bench, $$$"""{"metadata":{"labels":{"lynq.sh/hub":null},"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"x","uid":"{{{other}}}"}]} }""");
        await bench.ObserveNodeAsync();
        bench.HubUid = hub;
        await bench.DesireAsync(("plan", "basic"));
        var metadata = (await bench.NodeAsync()).Metadata;
        metadata.OwnerReferences!.Select(o => (o.Kind, o.Uid, o.Controller is true)).ShouldBe([("LynqHub", hub, true), ("ConfigMap", other, false)], ignoreOrder: true);
        metadata.Label("lynq.sh/hub").ShouldBe("h");
        bench.Requests.Clear();
        await bench.ObserveNodeAsync();
        await bench.DesireAsync(("plan", "basic"));
        bench.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_of_another_controller_is_not_taken_from_it()
    {
        var bench = await StartAsync();
        var other = LiveMetadata.Of(await bench.ApplyAsync("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"} }""")).Uid;
        await EditAsync(bench, $$$"""{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"x","uid":"{{{other}}}","controller":true}]} }""");
        await bench.ObserveNodeAsync();
        bench.HubUid = "hub-1";
        bench.Requests.Clear();
        await bench.DesireAsync(("plan", "basic"));
        bench.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_copy_of_a_variable_goes_with_its_mapping()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "basic"), ("phone", "555"), ("hub", "reserved"));
        (await bench.NodeAsync()).Metadata.Annotation("lynq.sh/phone").ShouldBe("555");
        await bench.RestartAsync();
        await bench.DesireAsync(("plan", "basic"));
        var metadata = (await bench.NodeAsync()).Metadata;
        metadata.Annotation("lynq.sh/phone").ShouldBeNull();
        metadata.Annotation("lynq.sh/plan").ShouldBe("basic");
        metadata.Annotation("lynq.sh/extra").ShouldBe("""{"plan":"basic"}""");
    }

    [Fact]
    public async Task Large_values_stand_in_the_node_only_once()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", new string('<', 40_000)));
        var node = await bench.NodeAsync();
        node.Status!.ReadyResources.ShouldBe(1);
        node.Metadata.Annotation("lynq.sh/plan").ShouldBeNull();
        (await bench.ConfigMapAsync("acme-a"))!.Value.GetProperty("data").GetProperty("plan").GetString()!.Length.ShouldBe(40_000);
    }

    [Fact]
    public async Task Nothing_is_applied_before_the_finalizer_is_there()
    {
        var bench = await StartAsync();
        await bench.PatchAsync("v1", "ConfigMap", "acme-a", """{"data":{"plan":"forged"}}""");
        await EditAsync(bench, """{"metadata":{"finalizers":null}}""");
        var refuse = true;
        bench.OnRequest = request =>
        {
            if (refuse && request.ToString().Contains("lynqnodes", StringComparison.Ordinal) && request.Verb == RequestVerb.Patch) throw new KubernetesException(request, new KubernetesStatus { Code = 503, Reason = "ServiceUnavailable", Message = "later" });
        };
        await bench.RestartAsync();
        (await bench.ConfigMapAsync("acme-a"))!.Value.GetProperty("data").GetProperty("plan").GetString().ShouldBe("forged");

        refuse = false;
        await bench.AdvanceAsync(TimeSpan.FromSeconds(30));

        (await bench.NodeAsync()).Metadata.HasFinalizer("lynqnode.operator.lynq.sh/finalizer").ShouldBeTrue();
        (await bench.ConfigMapAsync("acme-a"))!.Value.GetProperty("data").GetProperty("plan").GetString().ShouldBe("basic");
    }

    [Fact]
    public async Task A_half_deleted_node_whose_variables_cannot_be_read_is_finished()
    {
        var bench = await StartAsync();
        await EditAsync(bench, """{"metadata":{"annotations":{"lynq.sh/extra":"{nonsense"} } }""");
        await bench.DeleteAsync("operator.lynq.sh/v1", "LynqNode", "acme-f");
        await bench.RestartAsync();
        (await bench.LynqNodeAsync()).ShouldBeNull();
        (await bench.ConfigMapAsync("acme-a")).ShouldBeNull();
    }

    [Fact]
    public async Task A_new_form_and_a_new_row_at_once_are_one_write_and_both_are_told()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "basic"));
        bench.Events.Clear();
        bench.Requests.Clear();
        bench.Form.Edit(FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a", data: """{"plan":"{{ .plan }}","edition":"2"}""")));

        await bench.DesireAsync(("plan", "pro"));

        bench.Writes.ShouldBe([$"patch lynqnodes.operator.lynq.sh/{bench.Namespace}/acme-f", $"apply configmaps/{bench.Namespace}/acme-a", $"patch lynqnodes.operator.lynq.sh/{bench.Namespace}/acme-f/status"]);
        bench.Events.All.Select(e => (e.Type, e.Reason, e.Message)).ShouldBe(
        [
            (EventType.Normal, "DataUpdated", "Variables changed: plan"),
            (EventType.Normal, "TemplateApplied", "Form f changed from generation 1 to 2; 1 resources"),
            (EventType.Normal, "TemplateResourcesApplying", "Applying changed resources of form f"),
            (EventType.Normal, "TemplateAppliedSuccess", "1 of 1 resources ready"),
        ]);
        var node = await bench.NodeAsync();
        node.Metadata.Annotation("lynq.sh/template-generation").ShouldBe("2");
        node.Metadata.Annotation("lynq.sh/extra").ShouldBe("""{"plan":"pro"}""");
        var ready = node.Status!.Conditions!.Single(c => c.Type == "Ready");
        (ready.Status, ready.Reason, ready.ObservedGeneration, node.Status.ObservedGeneration).ShouldBe(("True", "Reconciled", node.Metadata.Generation, node.Metadata.Generation));
        var data = (await bench.ConfigMapAsync("acme-a"))!.Value.GetProperty("data");
        (data.GetProperty("plan").GetString(), data.GetProperty("edition").GetString()).ShouldBe(("pro", "2"));
    }

    [Fact]
    public async Task A_row_change_without_rendered_difference_is_told_too()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "basic"), ("unused", "1"));
        bench.Events.Clear();
        await bench.DesireAsync(("plan", "basic"), ("unused", "2"));
        bench.Events.All.ShouldHaveSingleItem().Message.ShouldContain("unused");
        bench.Events.Reasons.ShouldBe(["DataUpdated"]);
    }

    [Fact]
    public async Task A_creation_that_goes_on_failing_is_told_also_when_it_might_heal()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        bench.OnRequest = request => throw new KubernetesException(request, new KubernetesStatus { Code = 500, Reason = "InternalError", Message = "etcdserver: request is too large" });
        for (var sync = 0; sync < 10; sync++)
        {
            await bench.DesireAsync(("plan", "basic"));
            await bench.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        bench.Told.Select(t => t.Message).OfType<NodeRefused>().ShouldNotBeEmpty();
        bench.Told.Select(t => t.Message).OfType<NodeRefused>().ShouldAllBe(r => r.Message.Contains("request is too large", StringComparison.Ordinal));
    }

    private static Task<JsonElement> EditAsync(NodeBench bench, string patch) => bench.PatchAsync("operator.lynq.sh/v1", "LynqNode", "acme-f", patch);

    private static async Task IsRestoredAsync(NodeBench bench)
    {
        (await bench.NodeAsync()).Spec.ConfigMaps!.Count.ShouldBe(1);
        (await bench.ConfigMapAsync("acme-a")).ShouldNotBeNull();
    }

    private async Task<NodeBench> StartAsync()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "basic"));
        await bench.ObserveNodeAsync();
        await bench.ObserveChildrenAsync();
        return bench;
    }
}
