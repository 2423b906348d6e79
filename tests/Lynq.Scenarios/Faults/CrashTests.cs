using Lynq.Scenarios.Faults.Rules;
using static Lynq.Scenarios.Items;

namespace Lynq.Scenarios.Faults;

/// <summary>An operator that dies at each of its writes, from the first row to the last object's end.</summary>
[Collection("outages")]
public sealed class CrashTests
{
    private const int Writers = 3;

    [Fact]
    public async Task Finishes_what_it_was_at_when_killed_at_any_write()
    {
        await using var world = await FaultWorld.StartAsync();
        var write = 1;
        while (await DiesAsync(world, write))
            write++;
        // Nodes, hub and form with finalizers and statuses, objects: all of them written several times.
        write.ShouldBeGreaterThan(Writers * 4);
    }

    // The write itself arrives and its answer is lost: the worst moment to die. False when there was no such write any more.
    private static async Task<bool> DiesAsync(FaultWorld world, int write)
    {
        var (writes, died) = (0, false);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Scenario.RunAsync(world.World, $"kill{write}", async s =>
        {
            world.Meet(s.Ns, exchange =>
            {
                if (!exchange.NeedsLease || Interlocked.Increment(ref writes) != write) return null;
                reached.TrySetResult();
                return new Fault(FaultKind.LostAnswer);
            });
            var killing = KillAsync();
            var left = await LiveAsync(s, world.Proxy.Log);
            reached.TrySetCanceled();
            await killing;
            DeletionRule.Violations(world.Proxy.History, s.Ns, _ => left).ShouldBeEmpty();
            OrderRule.Violations(await world.StatesAsync(s.Ns), [("acme-first", "acme-then")]).ShouldBeEmpty();
            world.Meet(s.Ns, null);
        });
        return died;

        async Task KillAsync()
        {
            try
            {
                await reached.Task;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            died = true;
            await world.CrashAsync();
        }
    }

    // Says since when there is a cause to delete.
    private static async Task<int> LiveAsync(Scenario s, ExchangeLog log)
    {
        await s.BaseAsync();
        await s.RowAsync("acme", plan: "old");
        await s.FormAsync(Cm("first", $"{U}-first", ("plan", "{{ .plan }}")), Cm("then", $"{U}-then", ("v", "1")).DependsOn("first"), Cm("kept", $"{U}-kept", ("v", "1")).Retained());
        await s.NodesReadyAsync(Scenario.T3, "acme-f");
        await s.Db.ExecuteAsync("UPDATE tenants SET plan='new' WHERE id='acme'");
        await s.DataAsync("acme-first", "plan", "new", Scenario.T3);
        await s.DataAsync("acme-then", "v", "1", Scenario.T3);
        var left = log.Next;
        await s.Db.ExecuteAsync("UPDATE tenants SET active=0 WHERE id='acme'");
        await s.GoneAsync(Kinds.Node, "acme-f", Scenario.T3);
        await s.GoneAsync(Kinds.ConfigMap, "acme-first", Scenario.T3);
        await s.GoneAsync(Kinds.ConfigMap, "acme-then", Scenario.T3);
        (await s.GetAsync(Kinds.ConfigMap, "acme-kept")).Label("lynq.sh/orphaned").ShouldBe("true");
        await s.DeleteAsync(Kinds.Hub, "h");
        await s.GoneAsync(Kinds.Hub, "h", Scenario.T3);
        return left;
    }
}
