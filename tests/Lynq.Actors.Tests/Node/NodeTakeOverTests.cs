using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Crds;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>Contract §22: objects as the original operator left them.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeTakeOverTests(NodeServer server)
{
    private const string StartTime = "2026-01-01T00:00:00.123456789Z";

    [Fact]
    public async Task A_take_over_writes_each_object_once_and_changes_no_generation()
    {
        var bench = await NodeBench.StartAsync(server, """{"hubId":"h"}""");
        await OriginalAsync(bench);
        var before = await ReadAsync(bench);
        var nodeBefore = LiveMetadata.Of((await bench.LynqNodeAsync())!.Value);

        await bench.RestartAsync();
        bench.Writes.ShouldBeEmpty();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(2));

        var after = await ReadAsync(bench);
        var writes = bench.Writes.Where(w => !w.Contains("lynqnodes", StringComparison.Ordinal)).ToList();
        writes.Count.ShouldBe(2, string.Join('\n', writes));
        for (var i = 0; i < before.Length; i++)
        {
            var (was, now) = (LiveMetadata.Of(before[i]), LiveMetadata.Of(after[i]));
            (now.Uid, now.Generation).ShouldBe((was.Uid, was.Generation));
            now.Label("lynq.sh/node").ShouldBe("acme-f");
            now.Annotation("lynq.sh/adopted").ShouldBeNull();
            now.Annotation("lynq.sh/apply-start-time")!.ShouldStartWith("2026-01-01T00:00:00.12345");
        }

        LiveMetadata.Of((await bench.LynqNodeAsync())!.Value).Generation.ShouldBe(nodeBefore.Generation);
        bench.Events.All.ShouldBeEmpty("a take-over is silent");
        var status = (await bench.NodeAsync()).Status!;
        (status.FailedResources, status.ReadyResources).ShouldBe((0, 2));

        bench.Requests.Clear();
        await bench.RestartAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(5));
        bench.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_is_never_reported_failed_while_it_waits_for_its_turn()
    {
        var bench = await NodeBench.StartAsync(server, """{"hubId":"h"}""");
        await OriginalAsync(bench);
        await bench.RestartAsync();
        for (var second = 0; second < 90; second += 10)
        {
            var status = (await bench.NodeAsync()).Status!;
            (status.FailedResources ?? 0).ShouldBe(0);
            status.Conditions!.Single(c => c.Type == "Ready").Status.ShouldBe("True", $"after {second} s");
            await bench.AdvanceAsync(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task Objects_that_the_original_tracks_by_labels_wait_for_their_turn_and_keep_generation_and_clock()
    {
        var bench = await NodeBench.StartAsync(server, """{"hubId":"h"}""");
        await OriginalAsync(bench, retained: true);
        var before = await ReadAsync(bench);

        await bench.RestartAsync();
        bench.Writes.ShouldBeEmpty();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(2));

        var after = await ReadAsync(bench);
        bench.Writes.Count(w => !w.Contains("lynqnodes", StringComparison.Ordinal)).ShouldBe(2, string.Join('\n', bench.Writes));
        for (var i = 0; i < before.Length; i++)
        {
            var (was, now) = (LiveMetadata.Of(before[i]), LiveMetadata.Of(after[i]));
            (now.Uid, now.Generation).ShouldBe((was.Uid, was.Generation));
            now.Annotation("lynq.sh/apply-start-time")!.ShouldStartWith("2026-01-01T00:00:00.12345");
        }

        bench.Events.All.ShouldBeEmpty("a take-over is silent");
        bench.Requests.Clear();
        await bench.RestartAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(5));
        bench.Requests.ShouldBeEmpty();
    }

    /// <summary>A node with raw templates, an owned ConfigMap without tracking labels and a Deployment, both applied under the same manager.</summary>
    private static async Task OriginalAsync(NodeBench bench, bool retained = false)
    {
        var policy = retained ? "Retain" : "Delete";
        var node = JsonNode.Parse($$$"""
            {"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode",
             "metadata":{"name":"acme-f","labels":{"lynq.sh/hub":"h","lynq.sh/uid":"acme"},"finalizers":["lynqnode.operator.lynq.sh/finalizer"],
              "annotations":{"lynq.sh/hubId":"h","lynq.sh/activate":"1","lynq.sh/hostOrUrl":"","lynq.sh/extra":"{\"plan\":\"basic\"}","lynq.sh/template-generation":"1"} },
             "spec":{"uid":"acme","templateRef":"f",
              "configMaps":[{"id":"c","nameTemplate":"acme-c","deletionPolicy":"{{{policy}}}","spec":{"apiVersion":"v1","kind":"ConfigMap","data":{"plan":"{{ .plan }}"} } }],
              "deployments":[{{{FormSpecs.Deployment("web", $"\"deletionPolicy\":\"{policy}\"").Replace("{{ .uid }}", "acme", StringComparison.Ordinal)}}}]} }
            """)!;
        var live = await bench.ApplyAsync(node.ToJsonString(), "lynq-operator");
        var uid = LiveMetadata.Of(live).Uid;
        string Metadata(string name) => retained ? Retained(name, bench.Namespace) : $$"""
            "metadata":{"name":"{{name}}","annotations":{"lynq.sh/deletion-policy":"Delete","lynq.sh/applied-hash":"0123456789abcdef","lynq.sh/apply-start-time":"{{StartTime}}"},
             "ownerReferences":[{"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","name":"acme-f","uid":"{{uid}}","controller":true,"blockOwnerDeletion":true}]}
            """;
        await bench.ApplyAsync($$"""{"apiVersion":"v1","kind":"ConfigMap",{{Metadata("acme-c")}},"data":{"plan":"basic"} }""", "lynq-operator");
        await bench.ApplyAsync($$"""
            {"apiVersion":"apps/v1","kind":"Deployment",{{Metadata("acme-web")}},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"x"} },
             "template":{"metadata":{"labels":{"app":"x"} },"spec":{"containers":[{"name":"app","image":"pause:3.9"}]} } } }
            """, "lynq-operator");
        await bench.PatchAsync("apps/v1", "Deployment", "acme-web", """{"status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1,"readyReplicas":1,"availableReplicas":1}}""", "controller", "status");
        await bench.PatchAsync("operator.lynq.sh/v1", "LynqNode", "acme-f", $$"""
            {"status":{"observedGeneration":1,"desiredResources":2,"readyResources":2,"appliedResources":["Deployment/{{bench.Namespace}}/acme-web@web","ConfigMap/{{bench.Namespace}}/acme-c@c"],
             "conditions":[{"type":"Ready","status":"True","reason":"Reconciled","message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}]} }
            """, "manager", "status");
    }

    private static string Retained(string name, string ns) => $$"""
        "metadata":{"name":"{{name}}","labels":{"lynq.sh/node":"acme-f","lynq.sh/node-namespace":"{{ns}}"},
         "annotations":{"lynq.sh/deletion-policy":"Retain","lynq.sh/applied-hash":"0123456789abcdef","lynq.sh/apply-start-time":"{{StartTime}}"} }
        """;

    private static async Task<JsonElement[]> ReadAsync(NodeBench bench) =>
        [(await bench.ConfigMapAsync("acme-c"))!.Value, (await bench.ReadAsync("apps/v1", "Deployment", "acme-web"))!.Value];
}
