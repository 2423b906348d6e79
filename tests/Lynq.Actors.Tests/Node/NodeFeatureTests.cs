using System.Text.Json;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>What forms may ask for beyond the original: own readiness, recreation (contract §10.7, §11), and the end of patience (§8.3).</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeFeatureTests(NodeServer server)
{
    private const string Database = """
        {"hubId":"h","manifests":[{"id":"db","nameTemplate":"{{ .uid }}-db","readyWhen":[{"path":"$.status.phase","value":"Running"},{"path":"$.status.endpoint"}],
         "spec":{"apiVersion":"demo.example.com/v1","kind":"Database","spec":{"size":1} } }]}
        """;

    [Fact]
    public async Task A_resource_is_ready_when_what_its_form_asks_for_holds()
    {
        var bench = await NodeBench.StartAsync(server, Database);
        await bench.DesireAsync();
        await StatusIsAsync(bench, """{"status":{"conditions":[{"type":"Ready","status":"True"}]} }""", ready: 0);
        await StatusIsAsync(bench, """{"status":{"phase":"Running"} }""", ready: 0);
        await StatusIsAsync(bench, """{"status":{"phase":"Running","endpoint":"db:5432"} }""", ready: 1);
        await StatusIsAsync(bench, """{"status":{"phase":"Down"} }""", ready: 0);
        (await bench.NodeAsync()).Status!.Conditions!.Single(c => c.Type == "Ready").Message!.ShouldContain("$.status.phase is not Running");
    }

    [Fact]
    public async Task An_immutable_field_is_named_in_the_failure()
    {
        var bench = await NodeBench.StartAsync(server, Secret("Opaque", "\"patchStrategy\":\"replace\""));
        await bench.DesireAsync();
        bench.Form.Edit(Secret("example.com/other", "\"patchStrategy\":\"replace\""));
        await bench.DesireAsync();
        bench.Events.All.ShouldContain(e => e.Reason == "ApplyFailed" && e.Message.Contains("field type cannot be changed", StringComparison.Ordinal));
        (await bench.ReadAsync("v1", "Secret", "acme-s"))!.Value.GetProperty("type").GetString().ShouldBe("Opaque");
    }

    [Fact]
    public async Task An_object_is_created_anew_for_an_immutable_field_when_its_form_asks_for_that()
    {
        const string opted = "\"patchStrategy\":\"replace\",\"recreateOnImmutable\":true";
        var bench = await NodeBench.StartAsync(server, Secret("Opaque", opted));
        await bench.DesireAsync();
        var before = LiveMetadata.Of((await bench.ReadAsync("v1", "Secret", "acme-s"))!.Value).Uid;
        bench.Form.Edit(Secret("example.com/other", opted));
        await bench.DesireAsync();
        var after = (await bench.ReadAsync("v1", "Secret", "acme-s"))!.Value;
        after.GetProperty("type").GetString().ShouldBe("example.com/other");
        LiveMetadata.Of(after).Uid.ShouldNotBe(before);
        bench.Events.Reasons.ShouldContain("ResourceRecreated");
        (await bench.NodeAsync()).Status!.ReadyResources.ShouldBe(1);
    }

    [Fact]
    public async Task A_retained_object_is_never_created_anew()
    {
        const string opted = "\"patchStrategy\":\"replace\",\"recreateOnImmutable\":true,\"deletionPolicy\":\"Retain\"";
        var bench = await NodeBench.StartAsync(server, Secret("Opaque", opted));
        await bench.DesireAsync();
        bench.Form.Edit(Secret("example.com/other", opted));
        await bench.DesireAsync();
        (await bench.ReadAsync("v1", "Secret", "acme-s"))!.Value.GetProperty("type").GetString().ShouldBe("Opaque");
        bench.Requests.ShouldNotContain(r => r.StartsWith("delete", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_of_an_existing_node_is_announced_and_its_first_creation_only_by_its_end()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "basic"));
        bench.Events.Reasons.ShouldBe(["TemplateAppliedSuccess"]);
        bench.Events.Clear();
        await bench.DesireAsync(("plan", "pro"));
        bench.Events.Reasons.ShouldBe(["DataUpdated", "TemplateResourcesApplying", "TemplateAppliedSuccess"]);
    }

    [Fact]
    public async Task After_the_deadline_a_deletion_gives_up_says_so_and_lets_the_node_go()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "basic"));
        bench.OnRequest = request =>
        {
            if (request.Verb == RequestVerb.Delete) throw new KubernetesException(request, new KubernetesStatus { Code = 403, Reason = "Forbidden", Message = "no" });
        };
        await bench.DeleteAsync("operator.lynq.sh/v1", "LynqNode", "acme-f");
        await bench.ObserveNodeAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(20));
        (await bench.LynqNodeAsync()).ShouldNotBeNull();

        // A restart does not begin the deadline anew.
        await bench.RestartAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(9));
        (await bench.LynqNodeAsync()).ShouldNotBeNull();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(4));

        (await bench.LynqNodeAsync()).ShouldBeNull();
        bench.Events.All.ShouldContain(e => e.Reason == "LynqNodeDeletionFailed" && e.Message.Contains("acme-a", StringComparison.Ordinal));
    }

    private static async Task StatusIsAsync(NodeBench bench, string status, int ready)
    {
        await bench.PatchAsync("demo.example.com/v1", "Database", "acme-db", status, "controller", "status");
        await bench.ObserveChildrenAsync();
        await bench.AdvanceAsync(TimeSpan.FromSeconds(2));
        ((await bench.NodeAsync()).Status!.ReadyResources ?? 0).ShouldBe(ready, status);
    }

    private static string Secret(string type, string more) => $$$"""
        {"hubId":"h","secrets":[{"id":"s","nameTemplate":"{{ .uid }}-s",{{{more}}},"spec":{"apiVersion":"v1","kind":"Secret","type":"{{{type}}}","data":{"a":"YQ=="} } }]}
        """;
}
