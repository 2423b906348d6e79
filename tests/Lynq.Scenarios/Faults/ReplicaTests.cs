using Lynq.Scenarios.Faults.Rules;
using static Lynq.Scenarios.Items;

namespace Lynq.Scenarios.Faults;

/// <summary>Two operators of which one acts: the other takes over, and never do both write.</summary>
[Collection("replicas")]
public sealed class ReplicaTests
{
    [Fact]
    public async Task One_leads_whatever_happens_to_the_other()
    {
        await using var pair = await ReplicaPair.StartAsync();
        await Scenario.RunAsync(pair.World, "pair", async s =>
        {
            await s.BaseAsync();
            await s.FormAsync(Cm("c", $"{U}-c", ("plan", "{{ .plan }}")));
            await RowsAsync(s, "first", 10);
            await s.NodesReadyAsync(Scenario.T2, "first-1-f", "first-10-f");

            await KilledAsync(s, pair);
            await PausedAsync(s, pair);
            await SaysGoodbyeAsync(s, pair);

            await FaultWorld.RestAsync(pair.Log, Scenario.T2);
            WriterRule.Violations(pair.Log.History).ShouldBeEmpty();
            DeletionRule.Violations(pair.Log.History, s.Ns, _ => null).ShouldBeEmpty();
        });
    }

    private static async Task KilledAsync(Scenario s, ReplicaPair pair)
    {
        var (leader, _) = await pair.LeaderAndOtherAsync();
        await DuringWritesAsync(s, pair, "killed", leader.KillAsync);
        await s.NodesReadyAsync(Scenario.T2, "killed-1-f", "killed-10-f");
        await leader.StartAgainAsync();
    }

    private static async Task PausedAsync(Scenario s, ReplicaPair pair)
    {
        var (leader, other) = await pair.LeaderAndOtherAsync();
        await DuringWritesAsync(s, pair, "paused", leader.PauseAsync);
        await s.NodesReadyAsync(Scenario.T2, "paused-1-f", "paused-10-f");
        // The paused one may have written everything before it stood still.
        await Scenario.UntilAsync("the other leads", Scenario.T2, other.IsLeadingAsync);
        // It wakes up in the middle of what it was doing, and the world has gone on.
        await s.Db.ExecuteAsync("UPDATE tenants SET plan='meanwhile'");
        await leader.ResumeAsync();
        await s.DataAsync("paused-10-c", "plan", "meanwhile", Scenario.T2);
        await Scenario.UntilAsync("the one that was paused steps back", Scenario.T2, async () => !leader.IsRunning || !await leader.IsLeadingAsync());
        if (!leader.IsRunning) await leader.StartAgainAsync();
    }

    private static async Task SaysGoodbyeAsync(Scenario s, ReplicaPair pair)
    {
        var (leader, other) = await pair.LeaderAndOtherAsync();
        var stopping = leader.StopAsync();
        await Scenario.UntilAsync("the other leads", Scenario.T1, other.IsLeadingAsync);
        // A lease that is not released has to run out before another takes it.
        var holders = WriterRule.Holders(pair.Log.History);
        holders.Last(holder => holder != holders[^1]).ShouldBeEmpty();
        await stopping;
        await RowsAsync(s, "stopped", 1);
        await s.NodesReadyAsync(Scenario.T1, "stopped-1-f");
    }

    // What happens to the leader happens while it writes.
    private static async Task DuringWritesAsync(Scenario s, ReplicaPair pair, string name, Func<Task> happens)
    {
        var writes = pair.Log.Writes;
        await RowsAsync(s, name, 10);
        await Eventually.Holds(() => pair.Log.Writes > writes + 3, "the leader writes");
        await happens();
    }

    private static Task RowsAsync(Scenario s, string name, int count) =>
        s.Db.ExecuteAsync($"INSERT INTO tenants (id, active, plan) VALUES {string.Join(", ", Enumerable.Range(1, count).Select(i => $"('{name}-{i}', 1, 'a')"))}");
}
