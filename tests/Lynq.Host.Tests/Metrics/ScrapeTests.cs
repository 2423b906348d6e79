using Lynq.Host.Tests.Operating;
using Lynq.Sandbox;
using Lynq.Testing;

namespace Lynq.Host.Tests.Metrics;

/// <summary>The metrics endpoint of a running operator (contract §15, §16.2).</summary>
public sealed class ScrapeTests
{
    private static readonly Dictionary<string, string> Promised = new(StringComparer.Ordinal)
    {
        ["lynqnode_reconcile_duration_seconds"] = "histogram: result",
        ["lynqnode_resources_desired"] = "gauge: lynqnode namespace",
        ["lynqnode_resources_ready"] = "gauge: lynqnode namespace",
        ["lynqnode_resources_failed"] = "gauge: lynqnode namespace",
        ["lynqnode_resources_conflicted"] = "gauge: lynqnode namespace",
        ["lynqnode_condition_status"] = "gauge: lynqnode namespace type",
        ["lynqnode_degraded_status"] = "gauge: lynqnode namespace reason",
        ["lynqnode_conflicts_total"] = "counter: conflict_policy lynqnode namespace resource_kind",
        ["hub_desired"] = "gauge: hub namespace",
        ["hub_ready"] = "gauge: hub namespace",
        ["hub_failed"] = "gauge: hub namespace",
        ["apply_attempts_total"] = "counter: conflict_policy kind result",
        ["lynqform_rollout_updating_nodes"] = "gauge: form namespace",
        ["lynqform_rollout_phase"] = "gauge: form namespace",
        ["lynqform_rollout_progress"] = "gauge: form namespace",
        ["workqueue_depth"] = "gauge: name",
        ["controller_runtime_reconcile_total"] = "counter: controller result",
    };

    [Fact]
    public async Task Has_every_promised_name_and_forgets_what_is_deleted()
    {
        await using var cluster = await SmallCluster.StartAsync();
        await using var lynq = await RunningOperator.StartAsync(cluster.Kubeconfig, "--enable-webhooks=false");
        // Somebody else's object of the same name and field is a conflict.
        await cluster.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: acme-shop, namespace: default}, data: {plan: theirs}}");
        await cluster.CreateHubAsync("acme", "globex");
        await cluster.CreateFormAsync(rollout: "{maxSkew: 2}");
        await cluster.ReadyAsync("globex-shop");

        var page = await Eventually.Returns(
            async () => Exposition.Parse(await lynq.MetricsAsync()),
            found => Promised.Keys.All(found.Types.ContainsKey) && found.Of("hub_ready").Any(s => s.Value == 1),
            $"every name of contract §15: {lynq.Log}");

        foreach (var (name, shape) in Promised)
        {
            var samples = page.Samples.Where(s => s.Name == name || (s.Name.StartsWith(name, StringComparison.Ordinal) && page.Types[name] == "histogram")).ToList();
            samples.ShouldNotBeEmpty(name);
            samples.ShouldAllBe(s => $"{page.Types[name]}: {string.Join(' ', s.Labels.Keys.Where(l => l != "le").Order())}" == shape, name);
        }

        page.Of("lynqnode_reconcile_duration_seconds_bucket").Select(s => s.Labels["le"]).Distinct().ShouldBe(["0.1", "0.5", "1", "2", "5", "10", "30", "60", "+Inf"]);
        page.Of("lynqnode_conflicts_total").ShouldHaveSingleItem().Value.ShouldBe(1);
        page.Of("hub_desired").ShouldHaveSingleItem().Value.ShouldBe(2);
        foreach (var queue in (string[])["lynqform", "lynqhub", "lynqnode"])
            page.Of("workqueue_depth").ShouldContain(s => s.Labels["name"] == queue);

        await cluster.ExecuteAsync("update tenants set active = 0 where id = 'acme'");
        await Gone(lynq, s => s.Labels.GetValueOrDefault("lynqnode") == "acme-shop");
        await cluster.DeleteAsync("operator.lynq.sh/v1", "LynqHub", "default", "tenants");
        await cluster.DeleteAsync("operator.lynq.sh/v1", "LynqForm", "default", "shop");
        await Gone(lynq, s => s.Labels.ContainsKey("lynqnode") || s.Labels.ContainsKey("hub") || s.Labels.ContainsKey("form"));
    }

    [Fact]
    public async Task A_secured_endpoint_answers_only_those_who_may_read_metrics()
    {
        await using var cluster = await SmallCluster.StartAsync(new SandboxOptions
        {
            Rbac = true,
            Users = new Dictionary<string, SandboxUser>(StringComparer.Ordinal) { ["reader-token"] = new("reader"), ["stranger-token"] = new("stranger") },
        });
        await cluster.ApplyAsync("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: metrics-reader}
            rules: [{nonResourceURLs: [/metrics], verbs: [get]}]
            """);
        await cluster.ApplyAsync("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: metrics-reader}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: metrics-reader}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: reader}]
            """);
        await using var lynq = await RunningOperator.StartAsync(cluster.Kubeconfig, "--enable-webhooks=false", "--metrics-secure=true");

        (await lynq.SecureMetricsAsync(null)).ShouldBe((401, ""));
        (await lynq.SecureMetricsAsync("nobody-token")).ShouldBe((401, ""));
        (await lynq.SecureMetricsAsync("stranger-token")).ShouldBe((403, ""));
        var (status, body) = await lynq.SecureMetricsAsync("reader-token");
        status.ShouldBe(200);
        Exposition.Parse(body).Of("lynq_build_info").ShouldHaveSingleItem();
    }

    private static async Task Gone(RunningOperator lynq, Func<Sample, bool> which)
    {
        List<Sample> left = [];
        await Eventually.Holds(
            async () => (left = [.. Exposition.Parse(await lynq.MetricsAsync()).Samples.Where(which)]).Count == 0,
            "the series of what was deleted are gone");
        left.ShouldBeEmpty();
    }
}
