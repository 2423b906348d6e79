using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;

namespace Lynq.Benchmarks.Operating;

/// <summary>The benchmarks of the whole operator. They share one world: the nodes that the first makes are what the others look at.</summary>
internal static class OperatorBenchmark
{
    /// <summary>All of them, in the order in which they run.</summary>
    public static IReadOnlyList<string> Names { get; } = ["provisioning", "rest", "rows", "drift", "rollout", "restart", "memory", "hub-deletion"];

    /// <summary>Runs some of them.</summary>
    public static async Task RunAsync(IReadOnlyCollection<string> names, RunOptions options, Report report)
    {
        await using var world = await World.StartAsync(options, report);
        try
        {
            await RunAsync(names, world);
        }
        catch
        {
            Report.Progress($"the operator's log ends with:\n{world.Operator.LogTail}");
            throw;
        }
    }

    /// <summary>
    /// Ten thousand nodes of four resources: the operator's memory, and its rate beside a bare loop's of our client.
    /// </summary>
    public static async Task RunScaleAsync(RunOptions options, Report report)
    {
        await using var world = await World.StartAsync(options with { Server = "sandbox", Nodes = options.NodesAsked ?? 10_000, Resources = 4 }, report);
        await new Scale(world).RunAsync();
    }

    private static async Task RunAsync(IReadOnlyCollection<string> names, World world)
    {
        var population = new Population(world, "bench-main");
        await new Provisioning(world, population).RunAsync(compare: names.Contains("provisioning", StringComparer.Ordinal));
        foreach (var name in Names.Where(name => names.Contains(name, StringComparer.Ordinal)))
        {
            await (name switch
            {
                "rest" => new Rest(world, population).RunAsync(),
                "rows" => new RowChanges(world, population).RunAsync(),
                "drift" => new Drift(world, population).RunAsync(),
                "rollout" => new Rollout(world).RunAsync(),
                "restart" => new Restart(world).RunAsync(),
                "memory" => new Memory(world).RunAsync(),
                "hub-deletion" => new HubDeletion(world, population).RunAsync(),
                _ => Task.CompletedTask,
            });
        }
    }
}
