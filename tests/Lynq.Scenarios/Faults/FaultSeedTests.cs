namespace Lynq.Scenarios.Faults;

/// <summary>Random faults on random requests. LYNQ_FAULT_SEEDS sets how many seeds are tried, LYNQ_FAULT_SEED replays one.</summary>
[Collection("faults")]
public sealed class FaultSeedTests
{
    [FaultFact]
    public async Task Converges_after_random_faults()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("LYNQ_FAULT_SEEDS") ?? "6", CultureInfo.InvariantCulture);
        var only = Environment.GetEnvironmentVariable("LYNQ_FAULT_SEED");
        var seeds = only is null ? [.. Enumerable.Range(1, count)] : new[] { int.Parse(only, CultureInfo.InvariantCulture) };
        foreach (var batch in seeds.Chunk(10))
        {
            await using var world = await FaultWorld.StartAsync();
            foreach (var seed in batch)
                await RunAsync(world, seed);
        }
    }

    private static async Task RunAsync(FaultWorld world, int seed)
    {
        try
        {
            await Scenario.RunAsync(world.World, $"seed{seed}", async s =>
            {
                var random = new Random(seed);
                world.Proxy.Decide = exchange => exchange.Namespace is "" || exchange.Namespace == s.Ns
                    ? random.Next(100) < 15 ? Fault.All[random.Next(Fault.All.Count)] : null
                    : null;
                await FaultRun.LiveAsync(s, world);
                world.Proxy.Decide = null;
                await FaultRun.CheckAsync(s, world);
            });
        }
        catch (ScenarioFailedException e)
        {
            throw new ScenarioFailedException($"seed {seed} (replay with LYNQ_FAULT_SEED={seed}): {e.Message}", e);
        }
    }
}
