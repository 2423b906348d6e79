using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios.Faults;

/// <summary>What is paused is not touched, whatever would have to be done, and is put in order when the pause ends.</summary>
[Collection("outages")]
public sealed class PauseTests
{
    private const string Pause = """{"metadata":{"annotations":{"lynq.sh/paused":"true"}}}""";
    private const string Resume = """{"metadata":{"annotations":{"lynq.sh/paused":null}}}""";

    [Fact]
    public async Task Leaves_a_paused_node_alone_until_it_goes_on()
    {
        await using var world = await FaultWorld.StartAsync();
        await RunAsync(world.World, "pause", async s =>
        {
            await s.BaseAsync();
            await s.RowAsync("still", plan: "old");
            await s.RowAsync("busy", plan: "old");
            Item[] Form(string v) => [Cm("a", $"{U}-a", ("v", v), ("plan", "{{ .plan }}")), Cm("b", $"{U}-b", ("v", v))];
            await s.FormAsync(Form("1"));
            await s.NodesReadyAsync(T2, "still-f", "busy-f");
            await s.PatchAsync(Kinds.Node, "still-f", Pause);
            await SeenAsync(s, world);
            await world.RestAsync(T2);

            var from = world.Proxy.Log.Next;
            await s.PatchAsync(Kinds.ConfigMap, "still-a", """{"data":{"v":"by hand"}}""");
            await s.DeleteAsync(Kinds.ConfigMap, "still-b");
            await s.Db.ExecuteAsync("UPDATE tenants SET plan='new'");
            await s.ChangeFormAsync(Form("2"));
            await s.DataAsync("busy-a", "plan", "new", T2);
            await s.DataAsync("busy-b", "v", "2", T2);
            await world.RestAsync(T2);
            world.Proxy.History.Where(e => e.Number >= from && e.Writes && e.Name.StartsWith("still", StringComparison.Ordinal)).ShouldBeEmpty();

            await s.PatchAsync(Kinds.Node, "still-f", Resume);
            await PassesAsync(T2, async () =>
            {
                var map = await s.GetAsync(Kinds.ConfigMap, "still-a");
                (map.Text("data", "v"), map.Text("data", "plan")).ShouldBe(("2", "new"));
                (await s.GetAsync(Kinds.ConfigMap, "still-b")).Text("data", "v").ShouldBe("2");
            });
        });
    }

    [Fact]
    public async Task Leaves_the_nodes_of_a_paused_hub_alone_until_it_goes_on()
    {
        await using var world = await FaultWorld.StartAsync();
        await RunAsync(world.World, "pausehub", async s =>
        {
            await s.BaseAsync();
            await s.RowAsync("a", plan: "old");
            await s.RowAsync("b", plan: "old");
            await s.FormAsync(Cm("c", $"{U}-c", ("plan", "{{ .plan }}")));
            await s.NodesReadyAsync(T2, "a-f", "b-f");
            await s.PatchAsync(Kinds.Hub, "h", Pause);
            await UntilAsync("the hub says that it is paused", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "Unknown", "Paused"));
            await world.RestAsync(T2);

            var from = world.Proxy.Log.Next;
            await s.Db.ExecuteAsync("UPDATE tenants SET plan='new' WHERE id='a'");
            await s.Db.ExecuteAsync("DELETE FROM tenants WHERE id='b'");
            await s.RowAsync("c");
            await StaysAsync(Watching, async () => (await s.NamesAsync(Kinds.Node)).ShouldBe(["a-f", "b-f"]));
            world.Proxy.History.Where(e => e.Number >= from && e.NeedsLease).ShouldBeEmpty();

            await s.PatchAsync(Kinds.Hub, "h", Resume);
            await s.DataAsync("a-c", "plan", "new", T2);
            await s.GoneAsync(Kinds.Node, "b-f", T2);
            await s.NodesReadyAsync(T2, "c-f");
        });
    }

    // Changes of LynqNodes are seen in their order: once the later one has had its effect, the pause is known.
    private static async Task SeenAsync(Scenario s, FaultWorld world)
    {
        var before = world.Proxy.Log.Next;
        await s.PatchAsync(Kinds.Node, "busy-f", """{"metadata":{"annotations":{"lynq.sh/force-reconcile":"now"}}}""");
        await UntilAsync("the other node was worked on", T2, () => Task.FromResult(world.Proxy.History.Any(e => e.Number >= before && e.Writes && e.Name == "busy-a")));
    }
}
