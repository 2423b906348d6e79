using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

public sealed class OperationScenarios
{
    [Scenario]
    public Task S49_Metrics_and_status_agree(Backend backend) => RunAsync(backend, "S49", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(Cm("ok", $"{U}-ok", ("a", "1")), Cm("bad", $"{U}-bad", ("x", "{{ .nope }}")));
        await s.FormAsync("slow", "h", 1, Cm("ok", $"{U}-slow", ("a", "1")));
        // A counter shows from its first count on: a conflict gives one.
        await s.ApplyAsync(Kinds.ConfigMap, "acme-taken", Json.Parse("""{"data":{"a":"foreign"}}"""));
        await s.FormAsync("taken", "h", null, Cm("taken", $"{U}-taken", ("a", "1")));
        await UntilAsync("the node reports its failure", T1, async () => (await s.NodeAsync("acme-f")).Count("status", "failedResources") == 1);

        await PassesAsync(T3, async () =>
        {
            var page = await s.Operator.MetricsAsync();
            Value(page, "lynqnode_resources_failed", "acme-f", s.Ns).ShouldBe(1);
            Value(page, "lynqnode_resources_ready", "acme-f", s.Ns).ShouldBe(1);
            Value(page, "lynqnode_condition_status", "acme-f", s.Ns, "type=\"Ready\"").ShouldBe(0);
            Value(page, "lynqnode_degraded_status", "acme-f", s.Ns, "reason=\"ResourceFailures\"").ShouldBe(1);
            Value(page, "hub_desired", "h", s.Ns).ShouldBe((await s.GetAsync(Kinds.Hub, "h")).Count("status", "desired"));
            foreach (var name in (string[])[
                "lynqnode_reconcile_duration_seconds_bucket", "lynqnode_resources_desired", "lynqnode_resources_ready", "lynqnode_resources_failed", "lynqnode_resources_conflicted",
                "lynqnode_condition_status", "lynqnode_degraded_status", "hub_desired", "hub_ready", "hub_failed", "apply_attempts_total",
                "lynqform_rollout_updating_nodes", "lynqform_rollout_phase", "lynqform_rollout_progress", "workqueue_depth", "controller_runtime_reconcile_total",
            ])
            {
                page.ShouldContain($"\n{name}{{");
            }

            page.ShouldContain("lynqnode_conflicts_total");
        });
    });

    [Scenario]
    public async Task S50_Restart_and_rest(Backend backend)
    {
        await using var world = await ScenarioWorld.StartAsync(backend);
        await Scenario.RunAsync(world, "S50", async s =>
        {
            await s.BaseAsync();
            string[] uids = [.. Enumerable.Range(1, 20).Select(i => $"t{i:00}")];
            foreach (var uid in uids)
                await s.RowAsync(uid);
            await s.FormAsync(Cm("a", $"{U}-a", ("v", "1")), Cm("b", $"{U}-b", ("v", "1")), Cm("c", $"{U}-c", ("v", "1")));
            await s.NodesReadyAsync(T2, [.. uids.Select(uid => $"{uid}-f")]);
            var before = await VersionsAsync(s);
            await StaysAsync(TimeSpan.FromSeconds(15), async () => (await VersionsAsync(s)).ShouldBe(before));

            var warnings = await WarningsAsync(s);
            await world.Operator.StopAsync();
            await world.Operator.StartAgainAsync();
            await StaysAsync(TimeSpan.FromSeconds(15), async () => (await VersionsAsync(s)).ShouldBe(before));
            await s.NodesReadyAsync(T1, [.. uids.Select(uid => $"{uid}-f")]);
            (await WarningsAsync(s)).ShouldBe(warnings);

            await s.PatchAsync(Kinds.ConfigMap, "t01-a", """{"data":{"v":"by hand"}}""");
            await s.PatchAsync(Kinds.Node, "t01-f", """{"metadata":{"annotations":{"lynq.sh/force-reconcile":"x"}}}""");
            await s.DataAsync("t01-a", "v", "1", T1);
        });
    }

    [Scenario(Backend.UsualAndNamespaced)]
    public async Task S54_Two_replicas(Backend backend)
    {
        await using var world = await ScenarioWorld.StartAsync(backend, "--leader-elect=true");
        await using var second = await world.StartReplicaAsync();
        await Scenario.RunAsync(world, "S54", async s =>
        {
            await s.BaseAsync();
            await s.RowAsync("acme", plan: "a");
            await s.FormAsync(Cm("c", $"{U}-c", ("plan", "{{ .plan }}")));
            await s.NodesReadyAsync(T2, "acme-f");
            (await s.GetAsync(Kinds.Lease, "f2130106.lynq.sh", "lynq-system")).Text("spec", "holderIdentity").ShouldNotBeNullOrEmpty();
            var generation = (await s.NodeAsync("acme-f")).Count("metadata", "generation");
            await s.Db.ExecuteAsync("UPDATE tenants SET plan='b' WHERE id='acme'");
            await s.DataAsync("acme-c", "plan", "b", T1);
            (await s.NodeAsync("acme-f")).Count("metadata", "generation").ShouldBe(generation + 1);

            var (leader, other) = await world.Operator.IsLeadingAsync() ? (world.Operator, second) : (second, world.Operator);
            (await other.IsLeadingAsync()).ShouldBeFalse();
            await leader.PauseAsync();
            await s.RowAsync("while-paused");
            await s.NodesReadyAsync(T2, "while-paused-f");
            await leader.ResumeAsync();
            await UntilAsync("the one that was paused steps back", T1, async () => !leader.IsRunning || !await leader.IsLeadingAsync());

            await other.KillAsync();
            if (!leader.IsRunning) await leader.StartAgainAsync();
            await s.RowAsync("after-kill");
            await s.NodesReadyAsync(T2, "after-kill-f");
        });
    }

    private static double? Value(string page, string metric, params string[] parts) => page.Split('\n')
        .Where(line => line.StartsWith(metric + "{", StringComparison.Ordinal) && parts.All(part => line.Contains(part, StringComparison.Ordinal)))
        .Select(line => (double?)double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private static async Task<string> VersionsAsync(Scenario s) => string.Join(' ', [
        .. (await s.ListAsync(Kinds.Node)).Concat(await s.ListAsync(Kinds.ConfigMap)).Where(item => item.Name()!.StartsWith('t')).Select(item => $"{item.Name()}={item.Version()}"),
    ]);

    private static async Task<int> WarningsAsync(Scenario s) => (await s.ListAsync(Kinds.Event)).Count(e => e.Text("type") == "Warning");
}
