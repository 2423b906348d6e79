using Lynq.Actors.Embedded;
using Lynq.Actors.Port;
using Lynq.Actors.Watching;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;
using static Lynq.Actors.Tests.Node.Acting.FormSpecs;

namespace Lynq.Actors.Tests.Operation;

/// <summary>
/// Actors that fail on any message take their work up again by themselves: the hub reads its rows once an hour, so no timer of
/// anybody's heals what a failure has lost.
/// </summary>
public sealed class SupervisionTests
{
    [Theory]
    [InlineData(ActorKinds.Node, 2, false)]
    [InlineData(ActorKinds.Node, 2, true)]
    [InlineData(ActorKinds.Node, 3, false)]
    [InlineData(ActorKinds.Node, 3, true)]
    [InlineData(ActorKinds.Hub, 2, false)]
    [InlineData(ActorKinds.Hub, 3, true)]
    [InlineData(ActorKinds.Watch, 2, false)]
    [InlineData(ActorKinds.Watch, 3, true)]
    public async Task Whatever_message_an_actor_fails_on_the_work_is_done(string kind, int every, bool afterHandling)
    {
        var engine = Engine(kind, every, failures: 9, afterHandling);
        await using var bench = await OperatorBench.StartAsync(engine: engine);
        bench.Sql("insert into tenants values ('a', '1', 'x'), ('b', '1', 'x'), ('c', '1', 'x')");
        await bench.HubAsync("1h");
        await bench.FormAsync(string.Join(',', ConfigMap("app"), ConfigMap("late", "\"dependIds\":[\"app\"]")));
        await bench.AwaitsReady(3);

        bench.Sql("update tenants set plan = 'y'");
        await bench.PatchAsync(BuiltInResources.Hubs, "tenants", """{"metadata":{"annotations":{"operator.lynq.sh/sync":"1"} } }""");
        foreach (var uid in new[] { "a", "b", "c" })
            await bench.Awaits(OperatorBench.ConfigMaps, $"{uid}-late", m => m.GetProperty("data").GetProperty("plan").GetString() == "y", $"the new value of {uid} arrives");

        await bench.PatchAsync(OperatorBench.ConfigMaps, "b-app", """{"data":{"plan":"forged"}}""");
        await bench.Awaits(OperatorBench.ConfigMaps, "b-app", m => m.GetProperty("data").GetProperty("plan").GetString() == "y", "drift is repaired");
        await bench.AwaitsReady(3);
        engine.Left.ShouldBeLessThan(9, "something has failed");
    }

    [Fact]
    public async Task A_rollout_that_fails_goes_on_within_its_bound()
    {
        var engine = Engine(ActorKinds.Rollout, every: 4, failures: 2, afterHandling: false);
        await using var bench = await OperatorBench.StartAsync(engine: engine);
        bench.Sql("insert into tenants values ('a', '1', 'x'), ('b', '1', 'x'), ('c', '1', 'x')");
        await bench.HubAsync("1h");
        await bench.FormAsync(ConfigMap("app"), ""","rollout":{"maxSkew":1}""");

        await bench.Awaits(BuiltInResources.Hubs, "tenants", h => OperatorBench.Number(h, "ready") == 3, "all nodes are ready", TimeSpan.FromMinutes(3));

        engine.Left.ShouldBeLessThan(2, "the rollout has failed");
    }

    [Fact]
    public async Task A_node_that_fails_after_its_LynqNode_was_written_does_not_write_it_again()
    {
        var engine = Engine(ActorKinds.Node, every: 1, failures: 4, afterHandling: true);
        await using var bench = await OperatorBench.StartAsync(engine: engine);
        await bench.HubAsync("1h");
        await bench.FormAsync(ConfigMap("app"));
        bench.Sql("insert into tenants values ('a', '1', 'x')");
        await bench.PatchAsync(BuiltInResources.Hubs, "tenants", """{"metadata":{"annotations":{"operator.lynq.sh/sync":"1"} } }""");

        await bench.AwaitsReady(1);

        engine.Left.ShouldBeLessThan(4, "the node has failed");
        bench.Server.Requests.Count("create", "lynqnodes.operator.lynq.sh").ShouldBe(1);
        bench.Server.Requests.Count("patch", "lynqnodes.operator.lynq.sh").ShouldBe(0);
    }

    private static FaultyEngine Engine(string kind, int every, int failures, bool afterHandling) =>
        new(new EmbeddedActorSystem(TimeProvider.System, NullLogger<EmbeddedActorSystem>.Instance, MessageCatalog.Operator), kind, every, failures, afterHandling);
}
