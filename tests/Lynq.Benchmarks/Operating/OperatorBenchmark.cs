using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;

namespace Lynq.Benchmarks.Operating;

/// <summary>The benchmarks of the whole operator. They share one world: the nodes that the first makes are what the others look at.</summary>
internal static class OperatorBenchmark
{
    public static IReadOnlyList<string> Names { get; } = ["provisioning", "rest"];

    /// <summary>Runs some of them, in this order.</summary>
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

    private static async Task RunAsync(IReadOnlyCollection<string> names, World world)
    {
        var population = new Population(world, "bench-main");
        await new Provisioning(world, population).RunAsync(compare: names.Contains("provisioning", StringComparer.Ordinal));
        foreach (var name in Names.Where(name => names.Contains(name, StringComparer.Ordinal)))
        {
            await (name switch
            {
                "rest" => new Rest(world, population).RunAsync(),
                _ => Task.CompletedTask,
            });
        }
    }
}
