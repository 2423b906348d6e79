namespace Lynq.Scenarios.Faults;

/// <summary>
/// Random lives under random faults. LYNQ_FAULT_SEEDS says how many seeds are tried, LYNQ_FAULT_FIRST_SEED from which on; LYNQ_FAULT_SEED
/// replays one alone; LYNQ_FAULT_SERVER=envtest takes the real API server of KUBEBUILDER_ASSETS instead of the sandbox. Five at a time share an operator, and the faults of what is about the whole cluster: lists, watches. A request's
/// fault depends on the seed, on what the request is about and on how often that was asked before, not on the order
/// in which requests about different objects arrive.
/// </summary>
[Collection("seeds")]
public sealed class FaultSeedTests
{
    /// <summary>Seeds that share an operator, at the same time.</summary>
    private const int Batch = 5;

    // Three to four times slower than the sandbox: only when asked for.
    private static bool OnControlPlane { get; } = Environment.GetEnvironmentVariable("LYNQ_FAULT_SERVER") switch
    {
        null or "" or "sandbox" => false,
        "envtest" => true,
        var other => throw new InvalidOperationException($"LYNQ_FAULT_SERVER is '{other}': say sandbox or envtest"),
    };

    [Fact]
    public async Task Converges_after_random_faults()
    {
        var first = Number("LYNQ_FAULT_FIRST_SEED") ?? 1;
        int[] seeds = Number("LYNQ_FAULT_SEED") is { } only ? [only] : [.. Enumerable.Range(first, Number("LYNQ_FAULT_SEEDS") ?? 20)];
        var failures = new List<string>();
        foreach (var batch in seeds.Chunk(Batch))
        {
            try
            {
                await RunAsync(batch);
            }
            catch (Exception e) when (e is ScenarioFailedException or AggregateException or TimeoutException)
            {
                failures.Add(e is AggregateException several ? string.Join("\n\n", several.InnerExceptions.Select(each => each.Message)) : e.Message);
            }
        }

        failures.ShouldBeEmpty($"{failures.Count} batches of {seeds.Length} seeds failed");
    }

    private static async Task RunAsync(int[] seeds)
    {
        // Real API servers speak HTTP/2, which breaks differently.
        await using var world = OnControlPlane ? await FaultWorld.StartOnControlPlaneAsync() : await FaultWorld.StartAsync(http2: seeds[0] / Batch % 2 == 1);
        var storm = new Storm(seeds[0]);
        world.Meet("", storm.Strike);
        world.Proxy.Disturb = storm.StrikeEvent;
        var calm = new Countdown(seeds.Length, () =>
        {
            world.Meet("", null);
            world.Proxy.Disturb = null;
        });
        await Task.WhenAll(seeds.Select(seed => LiveAsync(world, seed, seeds, calm)));
        await world.RestAsync(Scenario.T2);
    }

    private static async Task LiveAsync(FaultWorld world, int seed, int[] seeds, Countdown calm)
    {
        try
        {
            await Scenario.RunAsync(world.World, $"seed{seed}", async s =>
            {
                var life = new RandomLife(s, world, seed);
                var storm = new Storm(seed);
                world.Meet(s.Ns, storm.Strike);
                await life.LiveAsync();
                world.Meet(s.Ns, null);
                calm.Signal();
                await life.CheckAsync();
            });
        }
        catch (ScenarioFailedException e)
        {
            throw new ScenarioFailedException($"seed {seed} (replay with {Replay(seeds)}): {e.Message}", e);
        }
    }

    private static string Replay(int[] seeds) => seeds.Length == 1 ? $"LYNQ_FAULT_SEED={seeds[0]}" : $"LYNQ_FAULT_FIRST_SEED={seeds[0]} LYNQ_FAULT_SEEDS={seeds.Length}";

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>Does something when all have arrived.</summary>
    private sealed class Countdown(int count, Action then)
    {
        private int _left = count;

        public void Signal()
        {
            if (Interlocked.Decrement(ref _left) == 0) then();
        }
    }
}
