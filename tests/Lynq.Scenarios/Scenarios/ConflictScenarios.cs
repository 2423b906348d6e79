using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

public sealed class ConflictScenarios
{
    [Scenario(Backend.UsualAndNamespaced)]
    public Task S28_Stuck_conflict_and_recovery(Backend backend) => RunAsync(backend, "S28", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.ApplyAsync(Kinds.ConfigMap, "acme-c", Json.Parse("""{"metadata":{"labels":{"keep":"yes"}},"data":{"k":"foreign"}}"""));
        await s.FormAsync(Cm("c", $"{U}-c", ("k", "mine")));

        await PassesAsync(T2, async () =>
        {
            var node = await s.NodeAsync("acme-f");
            node.Has("Conflicted", "True", "ResourceConflict").ShouldBeTrue();
            node.Has("Degraded", "True").ShouldBeTrue();
            node.Has("Ready", "False").ShouldBeTrue();
            node.Count("status", "failedResources").ShouldBeGreaterThanOrEqualTo(1);
        });
        await UntilAsync("event ResourceConflict", T1, async () => (await s.EventsAsync("ResourceConflict", "acme-f"))
            .Any(e => e.Text("message")!.StartsWith($"Resource conflict detected for {s.Ns}/acme-c (Kind: ConfigMap, Policy: Stuck)", StringComparison.Ordinal)));
        var live = await s.GetAsync(Kinds.ConfigMap, "acme-c");
        (live.Text("data", "k"), live.Label("keep")).ShouldBe(("foreign", "yes"));

        await s.DeleteAsync(Kinds.ConfigMap, "acme-c");
        await s.NodesReadyAsync(T2 + TimeSpan.FromSeconds(10), "acme-f");
        (await s.GetAsync(Kinds.ConfigMap, "acme-c")).Text("data", "k").ShouldBe("mine");
        (await s.NodeAsync("acme-f")).Has("Conflicted", "False").ShouldBeTrue();
    });

    [Scenario]
    public Task S29_Force_adoption_of_existing_resources(Backend backend) => RunAsync(backend, "S29", async s =>
    {
        await s.BaseAsync();
        string[] uids = ["alpha", "beta", "gamma"];
        var before = new List<string?>();
        foreach (var uid in uids)
        {
            before.Add((await s.ApplyAsync(Kinds.ConfigMap, $"{uid}-config", Json.Parse("""{"data":{"FEATURE":"old","EXTRA":"1"}}"""))).Uid());
            await s.RowAsync(uid, plan: $"plan-{uid}");
        }

        await s.FormAsync(Cm("config", $"{U}-config", ("FEATURE", "{{ .plan }}"), ("NEW", "1")).With("conflictPolicy", "Force").With("waitForReady", false));
        for (var i = 0; i < uids.Length; i++)
        {
            await s.DataAsync($"{uids[i]}-config", "FEATURE", $"plan-{uids[i]}", T2);
            var live = await s.GetAsync(Kinds.ConfigMap, $"{uids[i]}-config");
            (live.Text("data", "NEW"), live.Text("data", "EXTRA"), live.Uid()).ShouldBe(("1", "1", before[i]));
            live.Items("metadata", "ownerReferences").ShouldHaveSingleItem().Text("kind").ShouldBe("LynqNode");
        }

        await s.EventAsync("ForceApply", T1);
    });

    [Scenario(Backend.UsualAndNamespaced)]
    public Task S30_Drift_correction(Backend backend) => RunAsync(backend, "S30", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(Cm("c", $"{U}-c", ("k", "v"), ("other", "1")), Dep("app", $"{U}-web", 1).With("waitForReady", false));
        await s.NodesReadyAsync(T1, "acme-f");

        await s.PatchAsync(Kinds.ConfigMap, "acme-c", """{"data":{"k":"HACKED"}}""");
        await s.DataAsync("acme-c", "k", "v", T2);
        await s.PatchAsync(Kinds.ConfigMap, "acme-c", """{"data":{"k":null}}""");
        await s.DataAsync("acme-c", "k", "v", T2);
        await s.PatchAsync(Kinds.ConfigMap, "acme-c", """{"metadata":{"annotations":null,"labels":null},"data":{"k":"HACKED"}}""");
        await s.DataAsync("acme-c", "k", "v", T2);
        await s.DeleteAsync(Kinds.ConfigMap, "acme-c");
        await s.DataAsync("acme-c", "k", "v", T2);
        await s.PatchAsync(Kinds.Deployment, "acme-web", """{"spec":{"replicas":5}}""");
        await UntilAsync("replicas are 1 again", T2, async () => (await s.GetAsync(Kinds.Deployment, "acme-web")).Count("spec", "replicas") == 1);
    });

    [Scenario]
    public Task S31_Patch_strategies_and_foreign_keys(Backend backend) => RunAsync(backend, "S31", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        string[] strategies = ["apply", "merge", "replace"];
        Item[] Form(string value) => [.. strategies.Select(strategy => Cm(strategy, $"{U}-{strategy}", ("v", value)).With("patchStrategy", strategy))];
        await s.FormAsync(Form("1"));
        await s.NodesReadyAsync(T1, "acme-f");
        foreach (var strategy in strategies)
            await s.PatchAsync(Kinds.ConfigMap, $"acme-{strategy}", """{"data":{"other":"1"}}""");
        await s.ChangeFormAsync(Form("2"));
        foreach (var strategy in strategies)
            await s.DataAsync($"acme-{strategy}", "v", "2", T2);
        (await s.GetAsync(Kinds.ConfigMap, "acme-apply")).Text("data", "other").ShouldBe("1");
        (await s.GetAsync(Kinds.ConfigMap, "acme-merge")).Text("data", "other").ShouldBe("1");
        (await s.GetAsync(Kinds.ConfigMap, "acme-replace")).Text("data", "other").ShouldBeNull();
    });
}
