using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// What a managed resource costs in memory: the operator at rest, freshly started, with all nodes and with twice as many.
/// </summary>
internal sealed class Memory(World world)
{
    private const string Name = "memory";

    public async Task RunAsync()
    {
        var few = await AtRestAsync();
        var more = new Population(world, "bench-memory");
        await more.PrepareAsync(world.Options.Nodes, Forms.Small(world.Options.Resources));
        await using (var follower = await NodeFollower.StartAsync(world, more.Namespace))
        {
            await more.StartAsync("30s");
            await follower.AllReadyAsync(world.Options.Nodes, TimeSpan.FromMinutes(30));
        }

        var many = await AtRestAsync();
        var resources = world.Options.Nodes * world.Options.Resources;
        world.Report.Add(new Figure(Name, "working set for each further managed resource", (many.WorkingSet - few.WorkingSet) * 1024 / resources, "KiB") { Limit = Limit.AtMost(2), Note = $"{few.WorkingSet:F0} MiB, and {many.WorkingSet:F0} MiB with {resources} more" });
        world.Report.Add(new Figure(Name, "managed memory in use for each further managed resource", (many.Heap - few.Heap) / 1024.0 / resources, "KiB") { Limit = Limit.AtMost(2), Note = $"{few.Heap / 1048576.0:F1} MiB, and {many.Heap / 1048576.0:F1} MiB" });
    }

    private async Task<(double WorkingSet, long Heap)> AtRestAsync()
    {
        await world.QuietAsync();
        await world.Operator.StopAsync();
        await world.Operator.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(Math.Min(40, world.Options.RestSeconds)));
        await world.QuietAsync();
        return (ProcessUsage.WorkingSet(world.Operator.Id), (await world.Operator.HeapAsync()).Held);
    }
}
