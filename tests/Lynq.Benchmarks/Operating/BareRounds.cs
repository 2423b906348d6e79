using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;

namespace Lynq.Benchmarks.Operating;

/// <summary>Rounds of the bare loop, each on a server as empty and as calm as the one that the operator finds.</summary>
internal sealed class BareRounds(World world, NodeSample sample, BareLoop loop)
{
    private static readonly int[] Levels = [2, 4, 6, 8, 12, 16, 32];

    /// <summary>
    /// The number of requests in flight at which short rounds are fastest. All are tried upwards and downwards: what grows with the
    /// number of objects that exist meets all of them alike.
    /// </summary>
    public async Task<int> BestConcurrencyAsync()
    {
        var nodes = Math.Min(world.Options.Nodes, 60);
        await BeginAsync();
        await loop.RunAsync(nodes, 4);
        var rates = new List<BareRate>();
        foreach (var level in Levels.Concat(Levels.Reverse())) rates.Add(await loop.RunAsync(nodes, level));
        await world.RemoveNamespaceAsync(BareLoop.Namespace);
        return rates.GroupBy(rate => rate.InFlight).MaxBy(level => level.Average(rate => rate.Writes))!.Key;
    }

    /// <summary>A round of as many nodes as the operator makes.</summary>
    public async Task<BareRate> RunAsync(int workers)
    {
        await BeginAsync();
        BareRate rate;
        // Whoever measures looks on in both runs.
        await using (await NodeFollower.StartAsync(world, BareLoop.Namespace))
        {
            Report.Progress($"bare loop: {world.Options.Nodes} nodes");
            rate = await loop.RunAsync(world.Options.Nodes, workers);
        }

        await world.RemoveNamespaceAsync(BareLoop.Namespace);
        return rate;
    }

    private async Task BeginAsync()
    {
        await world.CreateNamespaceAsync(BareLoop.Namespace);
        await GarbageCollection.KnowsNodesAsync(world, sample, BareLoop.Namespace);
        await world.QuietAsync();
    }
}
