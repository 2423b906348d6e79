using Lynq.Actors.Tests.Node.Acting;
using Lynq.Actors.Watching;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>An object that was made and deleted between two lists of its kind shows in no event (contract §8.2, §8.4).</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeMissingTests(NodeServer server)
{
    private static readonly GroupVersionKind ConfigMaps = new("", "v1", "ConfigMap");

    [Theory]
    [InlineData("\"creationPolicy\":\"Once\"")]
    [InlineData("\"patchStrategy\":\"merge\"")]
    [InlineData("\"patchStrategy\":\"apply\"")]
    public async Task Makes_again_what_a_list_does_not_show_any_more(string policy)
    {
        var bench = await StartAsync(policy);
        await bench.DeleteAsync("v1", "ConfigMap", "acme-o");
        await bench.ObserveListAsync(ConfigMaps);
        (await bench.ConfigMapAsync("acme-o")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Writes_nothing_when_a_list_shows_what_there_is()
    {
        var bench = await StartAsync("\"creationPolicy\":\"Once\"");
        bench.Requests.Clear();
        await bench.ObserveListAsync(ConfigMaps);
        bench.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Believes_no_list_that_is_older_than_its_own_write()
    {
        var bench = await StartAsync("\"creationPolicy\":\"Once\"");
        await bench.DeleteAsync("v1", "ConfigMap", "acme-o");
        bench.Requests.Clear();
        await bench.ObserveListAsync(ConfigMaps, version: "1");
        bench.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Asks_each_watch_what_there_is_with_every_full_pass_and_once_its_LynqNode_is_known()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("o")));
        await bench.DesireAsync(("plan", "basic"));
        Reminders(bench).ShouldBe(0);
        await bench.ObserveNodeAsync();
        await bench.ObserveNodeAsync();
        Reminders(bench).ShouldBe(1);
        bench.Requests.Clear();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(13));
        Reminders(bench).ShouldBe(2);
        bench.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    public async Task Asks_once_its_LynqNode_is_known_only_if_a_watch_has_started_meanwhile(long startsWhenKnown, int reminders)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("o")));
        bench.WatchStarts = 3;
        await bench.DesireAsync(("plan", "basic"));
        bench.WatchStarts = startsWhenKnown;
        await bench.ObserveNodeAsync();
        Reminders(bench).ShouldBe(reminders);
    }

    private static int Reminders(NodeBench bench) => bench.Told.Select(t => t.Message).OfType<ResourceInUse>().Count(use => use.IsReminder);

    private async Task<NodeBench> StartAsync(string policy)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("o", policy)));
        await bench.DesireAsync(("plan", "basic"));
        (await bench.ConfigMapAsync("acme-o")).ShouldNotBeNull();
        await bench.ObserveNodeAsync();
        await bench.ObserveChildrenAsync();
        return bench;
    }
}
