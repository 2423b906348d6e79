using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;

namespace Lynq.Benchmarks.Operating;

/// <summary>The operator is stopped and started again while nothing has changed.</summary>
internal sealed class Restart(World world)
{
    private const string Name = "restart";

    public async Task RunAsync()
    {
        await world.QuietAsync();
        await world.Operator.StopAsync();
        var before = await world.Server.OperatorRequestsAsync();
        var took = await world.Operator.StartAsync();
        var cpu = ProcessUsage.CpuSeconds(world.Operator.Id);
        // Long enough for the first sync, and for whatever might be written after it.
        await Task.Delay(TimeSpan.FromSeconds(Math.Min(45, world.Options.RestSeconds)));
        world.Report.Add(new Figure(Name, $"from start to ready with {world.Options.Nodes} nodes", took.TotalSeconds, "s") { Limit = Limit.AtMost(5), Note = $"{cpu:F1} s CPU" });
        if (before is not null && await world.Server.OperatorRequestsAsync() is { } after)
        {
            var requests = after.Since(before);
            world.Report.Add(new Figure(Name, "writes but the lease", requests.Writes) { Limit = Limit.AtMost(0), Note = requests.ToString() });
        }
    }
}
