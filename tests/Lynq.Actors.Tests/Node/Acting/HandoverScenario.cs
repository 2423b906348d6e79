using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Ownership;
using Shouldly;

namespace Lynq.Actors.Tests.Node.Acting;

/// <summary>What must hold of owners of fields, on any API server.</summary>
internal static class HandoverScenario
{
    private const string Legacy = "manager";

    public static async Task Original_writes_are_handed_over(NodeServer server, string strategy)
    {
        var bench = await NodeBench.StartAsync(server, """{"hubId":"h"}""");
        var uid = await NodeAsync(bench, strategy);
        await bench.CreateAsync(Deployment(uid), Legacy);
        var before = await ReadAsync(bench);
        Owners(before, Legacy).ShouldNotBeEmpty();

        await bench.RestartAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(2));

        var after = await ReadAsync(bench);
        bench.Writes.Count(w => w.Contains("deployments", StringComparison.Ordinal)).ShouldBe(1, string.Join('\n', bench.Writes));
        LiveMetadata.Of(after).Generation.ShouldBe(LiveMetadata.Of(before).Generation);
        LiveMetadata.Of(after).Label("lynq.sh/node").ShouldBe("acme-f");
        // Defaults of the server may stay under the old name; nothing that the form declares does.
        var left = string.Concat(Owners(after, Legacy).Select(e => e.GetRawText()));
        foreach (var declared in new[] { "f:paused", "f:replicas", "f:image\"", "name\\\":\\\"app", "f:selector", "lynq.sh/" }) left.ShouldNotContain(declared);

        bench.Requests.Clear();
        await bench.RestartAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(5));
        bench.Writes.ShouldNotContain(w => w.Contains("deployments", StringComparison.Ordinal));

        // From here on the form decides: what it drops is gone.
        bench.Form.Edit(Form("apply", "2", withPause: false));
        await bench.DesireAsync(("plan", "basic"));
        var spec = (await ReadAsync(bench)).GetProperty("spec");
        spec.GetProperty("replicas").GetInt32().ShouldBe(2);
        spec.TryGetProperty("paused", out _).ShouldBeFalse("a field that the form drops is gone");
    }

    public static async Task Fields_of_others_stay(NodeServer server)
    {
        var bench = await NodeBench.StartAsync(server, """{"hubId":"h"}""");
        var uid = await NodeAsync(bench, "apply");
        await bench.ApplyAsync(Deployment(uid), "lynq-operator");
        await bench.PatchAsync("apps/v1", "Deployment", "acme-web", """{"spec":{"minReadySeconds":7} }""", Legacy);

        await bench.RestartAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(2));
        bench.Form.Edit(Form("apply", "3", withPause: false));
        await bench.DesireAsync(("plan", "basic"));

        var live = await ReadAsync(bench);
        live.GetProperty("spec").GetProperty("minReadySeconds").GetInt32().ShouldBe(7);
        var theirs = Owners(live, Legacy).ShouldHaveSingleItem();
        theirs.GetProperty("fieldsV1").GetProperty("f:spec").EnumerateObject().Select(f => f.Name).ShouldBe(["f:minReadySeconds"], ignoreOrder: true);
    }

    public static async Task Strategy_changes(NodeServer server, string strategy)
    {
        var bench = await NodeBench.StartAsync(server, Form(strategy, "1", withPause: true));
        await bench.DesireAsync(("plan", "basic"));
        bench.Form.Edit(Form("apply", "1", withPause: true));
        await bench.DesireAsync(("plan", "basic"));
        bench.Form.Edit(Form("apply", "1", withPause: false));
        bench.Requests.Clear();
        await bench.DesireAsync(("plan", "basic"));

        var live = await ReadAsync(bench);
        live.GetProperty("spec").TryGetProperty("paused", out _).ShouldBeFalse();
        bench.Requests.ShouldContain($"apply deployments.apps/{bench.Namespace}/acme-web");
        bench.Requests.Count(r => r.Contains("deployments", StringComparison.Ordinal)).ShouldBe(1, string.Join('\n', bench.Requests));
        Owners(live, "lynq-operator").ShouldNotContain(e => e.GetProperty("operation").GetString() == "Update" && e.GetProperty("fieldsV1").EnumerateObject().Any(f => f.Name == "f:spec"));
    }

    // A LynqNode as the original left it: its status names the Deployment by key only.
    private static async Task<string> NodeAsync(NodeBench bench, string strategy)
    {
        var spec = JsonNode.Parse(Form(strategy, "1", withPause: true).Replace("{{ .uid }}", "acme", StringComparison.Ordinal))!.AsObject();
        spec.Remove("hubId");
        spec["uid"] = "acme";
        spec["templateRef"] = "f";
        var node = new JsonObject
        {
            ["apiVersion"] = "operator.lynq.sh/v1",
            ["kind"] = "LynqNode",
            ["metadata"] = JsonNode.Parse("""
                {"name":"acme-f","labels":{"lynq.sh/hub":"h","lynq.sh/uid":"acme"},"finalizers":["lynqnode.operator.lynq.sh/finalizer"],
                 "annotations":{"lynq.sh/hubId":"h","lynq.sh/activate":"1","lynq.sh/hostOrUrl":"","lynq.sh/extra":"{\"plan\":\"basic\"}","lynq.sh/template-generation":"1"} }
                """),
            ["spec"] = spec,
        };
        var live = await bench.CreateAsync(node.ToJsonString(), Legacy);
        await bench.PatchAsync("operator.lynq.sh/v1", "LynqNode", "acme-f", $$"""
            {"status":{"observedGeneration":1,"desiredResources":1,"readyResources":0,"appliedResources":["Deployment/{{bench.Namespace}}/acme-web@web"]} }
            """, Legacy, "status");
        return LiveMetadata.Of(live).Uid;
    }

    private static string Form(string strategy, string replicas, bool withPause)
    {
        var form = $$"""{"hubId":"h","deployments":[{{FormSpecs.Deployment("web", $"\"patchStrategy\":\"{strategy}\"", replicas)}}]}""";
        return withPause ? form.Replace("\"replicas\":", "\"paused\":true,\"replicas\":", StringComparison.Ordinal) : form;
    }

    private static string Deployment(string nodeUid) => $$"""
        {"apiVersion":"apps/v1","kind":"Deployment",
         "metadata":{"name":"acme-web","annotations":{"lynq.sh/deletion-policy":"Delete","lynq.sh/applied-hash":"0123456789abcdef","lynq.sh/apply-start-time":"2026-01-01T00:00:00.123456789Z"},
          "ownerReferences":[{"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","name":"acme-f","uid":"{{nodeUid}}","controller":true,"blockOwnerDeletion":true}]},
         "spec":{"paused":true,"replicas":1,"selector":{"matchLabels":{"app":"x"} },"template":{"metadata":{"labels":{"app":"x"} },"spec":{"containers":[{"name":"app","image":"pause:3.9"}]} } } }
        """;

    private static async Task<JsonElement> ReadAsync(NodeBench bench) => (await bench.ReadAsync("apps/v1", "Deployment", "acme-web"))!.Value;

    private static List<JsonElement> Owners(JsonElement live, string manager) =>
        [.. LiveMetadata.Of(live).ManagedFields.EnumerateArray().Where(e => e.GetProperty("manager").GetString() == manager && !e.TryGetProperty("subresource", out _))];
}
