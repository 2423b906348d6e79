using System.Collections.Concurrent;

namespace Lynq.Scenarios.Faults;

[CollectionDefinition("faults")]
public sealed class FaultCollection;

/// <summary>Every fault meets every kind of request; afterwards everything is as it should be.</summary>
[Collection("faults")]
public sealed class FaultCellTests
{
    private static readonly string[] Verbs = ["get", "list", "watch", "apply", "create", "delete", "status"];

    public static TheoryData<string> Faults => [.. Fault.All.Select(fault => fault.ToString())];

    [FaultTheory]
    [MemberData(nameof(Faults))]
    public async Task Converges_after_a_fault_of_every_verb(string name)
    {
        var fault = Fault.All.Single(candidate => candidate.ToString() == name);
        await using var world = await FaultWorld.StartAsync();
        var struck = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        world.Proxy.Decide = exchange => Verbs.Contains(exchange.Verb, StringComparer.Ordinal) && struck.AddOrUpdate(exchange.Verb, 1, (_, times) => times + 1) <= 3 ? fault : null;
        await Scenario.RunAsync(world.World, "cell", async s =>
        {
            await FaultRun.LiveAsync(s, world);
            await CutWatchesAsync(world);
            await FaultRun.CheckAsync(s, world);
            // A get belongs to discovery and to lost answers only, which not every fault brings about.
            Verbs.Except(struck.Keys, StringComparer.Ordinal).Except(["get"], StringComparer.Ordinal).ShouldBeEmpty("these verbs met no fault");
        });
    }

    // Watches were opened before the fault was decided on: ended, they are opened anew and meet it.
    private static async Task CutWatchesAsync(FaultWorld world)
    {
        world.Proxy.Down = true;
        var seen = world.Proxy.History.Count;
        await Eventually.Holds(() => world.Proxy.History.Count > seen, "the operator tries to reach the server");
        world.Proxy.Down = false;
    }
}
