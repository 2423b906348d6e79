using System.Text.Json;
using Lynq.Actors.Node;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Crds;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>What the deletion of a node asks of the server, and that saving requests never costs safety (contract §8.3, §10.4).</summary>
public sealed class NodeDeletionCostTests(NodeServer server) : IClassFixture<NodeServer>
{
    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public async Task A_node_whose_objects_are_all_known_is_deleted_by_R_deletes_and_one_patch(int resources)
    {
        var bench = await ReadyAsync([.. Enumerable.Range(0, resources).Select(i => FormSpecs.ConfigMap($"c{i}"))]);
        await DeleteAsync(bench);
        bench.Requests.Count(r => r.StartsWith("delete configmaps/", StringComparison.Ordinal)).ShouldBe(resources);
        bench.Requests.Count.ShouldBe(resources + 1, string.Join('\n', bench.Requests));
        (await bench.LynqNodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task After_a_restart_too_once_everything_has_been_told()
    {
        var bench = await ReadyAsync(FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("b"));
        await bench.RestartAsync();
        bench.Requests.Clear();
        await DeleteAsync(bench);
        bench.Requests.Count.ShouldBe(3, string.Join('\n', bench.Requests));
    }

    [Fact]
    public async Task A_node_that_nothing_has_been_told_of_looks_first()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "basic"));
        bench.Requests.Clear();
        await DeleteAsync(bench);
        bench.Requests.Count(r => r.StartsWith("list ", StringComparison.Ordinal)).ShouldBe(1);
        (await bench.ConfigMapAsync("acme-a")).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"metadata":{"annotations":{"lynq.sh/deletion-policy":"Retain"}}}""")]
    [InlineData("""{"metadata":{"annotations":{"lynq.sh/adopted":"true"}}}""")]
    public async Task An_object_that_was_changed_a_moment_ago_is_looked_at_and_kept_when_it_says_so(string patch)
    {
        var bench = await ReadyAsync(FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("b"));
        await bench.PatchAsync("v1", "ConfigMap", "acme-a", patch);
        await DeleteAsync(bench);
        (await bench.ConfigMapAsync("acme-a")).ShouldNotBeNull();
        (await bench.ConfigMapAsync("acme-b")).ShouldBeNull();
        (await bench.LynqNodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_node_was_told_of_an_object_counts_for_that_version_only()
    {
        var bench = await ReadyAsync(FormSpecs.ConfigMap("a", "\"creationPolicy\":\"Once\""));
        var kept = await bench.PatchAsync("v1", "ConfigMap", "acme-a", """{"metadata":{"annotations":{"lynq.sh/deletion-policy":"Retain"}}}""");
        await bench.ObserveAsync(kept);
        await DeleteAsync(bench);
        (await bench.ConfigMapAsync("acme-a")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_successor_of_the_same_name_is_left_alone()
    {
        var bench = await ReadyAsync(FormSpecs.ConfigMap("a"));
        await bench.DeleteAsync("v1", "ConfigMap", "acme-a");
        await bench.ApplyAsync("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"acme-a"},"data":{"of":"somebody else"}}""");
        await DeleteAsync(bench);
        (await bench.ConfigMapAsync("acme-a")).ShouldNotBeNull();
        (await bench.LynqNodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task An_object_that_is_gone_already_costs_one_delete()
    {
        var bench = await ReadyAsync(FormSpecs.ConfigMap("a"));
        await bench.DeleteAsync("v1", "ConfigMap", "acme-a");
        await DeleteAsync(bench);
        bench.Requests.Count.ShouldBe(2, string.Join('\n', bench.Requests));
    }

    [Fact]
    public async Task An_object_whose_write_was_never_answered_goes_though_the_form_has_dropped_it()
    {
        var bench = await ReadyAsync(FormSpecs.ConfigMap("a"));
        bench.Guard = async (request, send) =>
        {
            await send();
            if (request.ToString().Contains("acme-lost", StringComparison.Ordinal)) throw new KubernetesException(request, new KubernetesStatus { Code = 503, Reason = "ServiceUnavailable", Message = "the answer was lost" });
        };
        bench.Form.Edit(FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("lost")));
        await bench.DesireAsync(("plan", "basic"));
        bench.Form.Edit(FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "basic"));
        bench.Guard = null;
        (await bench.ConfigMapAsync("acme-lost")).ShouldNotBeNull();
        await DeleteAsync(bench);
        (await bench.ConfigMapAsync("acme-lost")).ShouldBeNull();
        (await bench.ConfigMapAsync("acme-a")).ShouldBeNull();
    }

    private static async Task DeleteAsync(NodeBench bench)
    {
        await bench.DeleteAsync("operator.lynq.sh/v1", "LynqNode", "acme-f");
        await bench.ObserveNodeAsync();
    }

    private async Task<NodeBench> ReadyAsync(params string[] resources)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(resources));
        await bench.DesireAsync(("plan", "basic"));
        await bench.ObserveChildrenAsync();
        bench.Requests.Clear();
        return bench;
    }
}
