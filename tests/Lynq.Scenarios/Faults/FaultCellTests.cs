using System.Collections.Concurrent;

namespace Lynq.Scenarios.Faults;

/// <summary>
/// Every fault meets every kind of request about a namespace; afterwards everything is as it should be. One operator lives through all
/// faults at the same time, each in a namespace of its own.
/// </summary>
[Collection("cells")]
public sealed class FaultCellTests
{
    private const int TimesEach = 3;
    private const int AtATime = 4;
    private static readonly string[] Verbs = ["get", "apply", "create", "delete", "status"];

    [Fact]
    public async Task Converges_after_each_fault_of_each_verb()
    {
        await using var world = await FaultWorld.StartAsync();
        await LiveAsync(world, Fault.All);
    }

    [Fact]
    public async Task Converges_after_each_fault_of_each_verb_over_HTTP2()
    {
        await using var world = await FaultWorld.StartAsync(http2: true);
        await LiveAsync(world, Fault.All.Where(fault => fault.Kind != FaultKind.Answer));
    }

    [Fact]
    public async Task Converges_after_a_server_that_says_nothing_for_longer_than_it_waits()
    {
        await using var world = await FaultWorld.StartAsync();
        await LiveAsync(world, [new Fault(FaultKind.Stall, Time: Fault.LongStall)], times: 1);
    }

    [CustomResourceFact]
    public async Task Converges_after_each_fault_of_each_verb_on_a_real_API_server()
    {
        await using var world = await FaultWorld.StartOnControlPlaneAsync();
        await LiveAsync(world, Fault.All);
    }

    private static async Task LiveAsync(FaultWorld world, IEnumerable<Fault> faults, int times = TimesEach)
    {
        await Parallel.ForEachAsync(faults, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (fault, _) => await CellAsync(world, fault, times));
        await world.RestAsync(Scenario.T2);
    }

    private static Task CellAsync(FaultWorld world, Fault fault, int times) => Scenario.RunAsync(world.World, $"cell-{fault}", async s =>
    {
        var struck = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        world.Meet(s.Ns, exchange => Verbs.Contains(exchange.Verb, StringComparer.Ordinal) && struck.AddOrUpdate(exchange.Verb, 1, (_, count) => count + 1) <= times ? fault : null);
        await CellLife.LiveAsync(s);
        await CellLife.CheckAsync(s, world);
        world.Meet(s.Ns, null);
        Verbs.Except(struck.Keys, StringComparer.Ordinal).ShouldBeEmpty("these verbs met no fault");
    });
}
