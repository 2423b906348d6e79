using Lynq.Actors.Node;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>What a node tells its form's rollout about workloads that it does not wait for itself (contract §12).</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeRolloutTests(NodeServer server)
{
    private const string RollingOut = """{"status":{"observedGeneration":1,"replicas":2,"updatedReplicas":1,"readyReplicas":2,"availableReplicas":2} }""";
    private const string RolledOut = """{"status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1,"readyReplicas":1,"availableReplicas":1} }""";

    [Fact]
    public async Task A_workload_that_is_not_waited_for_keeps_its_node_updating_while_its_pods_are_replaced()
    {
        var bench = await StartAsync(maxSkew: 1);
        await StateIsAsync(bench, settled: false);

        await ReportAsync(bench, RollingOut);
        await StateIsAsync(bench, settled: false);
        await bench.RestartAsync();
        await bench.AdvanceAsync(TimeSpan.FromSeconds(1));
        await StateIsAsync(bench, settled: false);

        await ReportAsync(bench, RolledOut);
        await StateIsAsync(bench, settled: true);
        bench.Requests.Clear();
        await bench.RestartAsync();
        bench.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_maxSkew_nobody_looks_at_it()
    {
        var bench = await StartAsync(maxSkew: 0);
        await StateIsAsync(bench, settled: true);
        bench.Told.Select(t => t.Message).OfType<ResourceInUse>().ShouldAllBe(use => !use.NeedsStatus);
    }

    [Fact]
    public async Task A_form_that_gets_a_maxSkew_has_whole_objects_watched()
    {
        var bench = await StartAsync(maxSkew: 0);
        bench.Form.MaxSkew = 1;
        bench.Form.Edit(Form());
        await bench.DesireAsync(("plan", "basic"));
        bench.Told.Select(t => t.Message).OfType<ResourceInUse>().Last().NeedsStatus.ShouldBeTrue();
        await ReportAsync(bench, RollingOut);
        await StateIsAsync(bench, settled: false);
    }

    [Fact]
    public async Task A_resource_that_is_waited_for_from_now_on_is_watched_whole()
    {
        var bench = await StartAsync(maxSkew: 0);
        bench.Form.Edit(FormSpecs.ConfigMaps().Replace("configMaps\":[", "deployments\":[" + FormSpecs.Deployment("app"), StringComparison.Ordinal));
        await bench.DesireAsync(("plan", "basic"));
        bench.Told.Select(t => t.Message).OfType<ResourceInUse>().Last().NeedsStatus.ShouldBeTrue();
    }

    private static string Form() =>
        FormSpecs.ConfigMaps().Replace("configMaps\":[", "deployments\":[" + FormSpecs.Deployment("app", "\"waitForReady\":false"), StringComparison.Ordinal);

    private static async Task ReportAsync(NodeBench bench, string status)
    {
        await bench.PatchAsync("apps/v1", "Deployment", "acme-app", status, "controller", "status");
        await bench.ObserveChildrenAsync();
        await bench.AdvanceAsync(TimeSpan.FromSeconds(1));
    }

    private static async Task StateIsAsync(NodeBench bench, bool settled)
    {
        await bench.AdvanceAsync(TimeSpan.FromSeconds(1));
        var node = await bench.NodeAsync();
        node.Status!.ReadyResources.ShouldBe(1);
        node.Status.Conditions!.Single(c => c.Type == ConditionTypes.Ready).Status.ShouldBe(ConditionStatus.True);
        Digests.Of((await bench.LynqNodeAsync())!.Value)!.Settled.ShouldBe(settled);
    }

    private async Task<NodeBench> StartAsync(int maxSkew)
    {
        var bench = await NodeBench.StartAsync(server, Form());
        bench.Form.MaxSkew = maxSkew;
        bench.Form.Edit(Form());
        await bench.DesireAsync(("plan", "basic"));
        if (maxSkew > 0) await bench.SendAsync(new PermitGranted { Node = bench.Key, FormGeneration = bench.Form.Generation });
        await bench.ObserveNodeAsync();
        return bench;
    }
}
