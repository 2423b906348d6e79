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
    public async Task S49_Unauthenticated_scrape_is_refused(Backend backend)
    {
        var shared = await ScenarioWorld.OfAsync(backend);
        await using var guarded = await OperatorUnderTest.StartAsync(
            shared.Cluster.OperatorKubeconfig, "--metrics-secure=true", "--watch-namespaces=nowhere", "--enable-webhooks=false");
        // A first handshake may take longer than the server waits for it.
        await PassesAsync(T1, async () => (await guarded.ScrapeAsync(token: null)).ShouldBeOneOf(401, 403));
        await PassesAsync(T1, async () => (await guarded.ScrapeAsync("nobody's")).ShouldBeOneOf(401, 403));
    }

    // Contract §16.2 and §16.4: what the original's own tests fetch and look for.
    [Scenario]
    public async Task Profiling_is_served_when_asked_for_and_log_lines_are_those_that_tools_look_for(Backend backend)
    {
        var shared = await ScenarioWorld.OfAsync(backend);
        var port = LoopbackPorts.Free(1)[0];
        var page = new Uri($"http://127.0.0.1:{port}/debug/pprof/");
        using var http = new HttpClient();
        await using (var profiled = await OperatorUnderTest.StartAsync(
            shared.Cluster.OperatorKubeconfig, ["--enable-pprof=true", $"--pprof-bind-address=127.0.0.1:{port}", "--watch-namespaces=nowhere", "--enable-webhooks=false", .. OperatorUnderTest.Apart()]))
        {
            (await http.GetStringAsync(page)).ShouldContain("/debug/pprof/");
            (await profiled.MetricsAsync()).ShouldContain("workqueue_depth");
            var log = profiled.WholeLog();
            log.ShouldContain("controller-runtime.metrics");
            log.ShouldContain("Starting metrics server");
            log.ShouldContain("Starting pprof server");
        }

        await using var plain = await OperatorUnderTest.StartAsync(
            shared.Cluster.OperatorKubeconfig, [$"--pprof-bind-address=127.0.0.1:{port}", "--watch-namespaces=nowhere", "--enable-webhooks=false", .. OperatorUnderTest.Apart()]);
        await Should.ThrowAsync<HttpRequestException>(() => http.GetStringAsync(page));
        plain.WholeLog().ShouldNotContain("Starting pprof server");
    }

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
            await StaysAsync(TimeSpan.FromSeconds(120), async () => (await VersionsAsync(s)).ShouldBe(before), TimeSpan.FromSeconds(1));

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

    private static double? Value(string page, string metric, params string[] parts) => page.Split('\n')
        .Where(line => line.StartsWith(metric + "{", StringComparison.Ordinal) && parts.All(part => line.Contains(part, StringComparison.Ordinal)))
        .Select(line => (double?)double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private static async Task<string> VersionsAsync(Scenario s) => string.Join(' ', [
        .. (await s.ListAsync(Kinds.Node)).Concat(await s.ListAsync(Kinds.ConfigMap)).Where(item => item.Name()!.StartsWith('t')).Select(item => $"{item.Name()}={item.Version()}"),
    ]);

    private static async Task<int> WarningsAsync(Scenario s) => (await s.ListAsync(Kinds.Event)).Count(e => e.Text("type") == "Warning");
}
