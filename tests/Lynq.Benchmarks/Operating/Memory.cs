using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// What a managed resource costs in memory: the operator at rest, freshly started, with all nodes and with three times as many.
/// </summary>
/// <remarks>One start and the next differ by some MiB: each size is the median of several, and the sizes lie far enough apart.</remarks>
internal sealed class Memory(World world)
{
    private const string Name = "memory";
    private const int Starts = 3;

    public async Task RunAsync()
    {
        var few = await AtRestAsync();
        var more = new Population(world, "bench-memory");
        var nodes = world.Options.Nodes * 2;
        await more.PrepareAsync(nodes, Forms.Small(world.Options.Resources));
        await using (var follower = await NodeFollower.StartAsync(world, more.Namespace))
        {
            await more.StartAsync("30s");
            await follower.AllReadyAsync(nodes, TimeSpan.FromMinutes(30));
        }

        var many = await AtRestAsync();
        var resources = nodes * world.Options.Resources;
        Add("working set", few, many, resources, start => start.WorkingSet);
        Add("managed memory in use", few, many, resources, start => start.Heap);
    }

    private void Add(string what, IReadOnlyList<Start> few, IReadOnlyList<Start> many, int resources, Func<Start, double> of)
    {
        var (before, after) = (Spread.Of(few.Select(of)), Spread.Of(many.Select(of)));
        world.Report.Add(new Figure(Name, $"{what} for each further managed resource", (after.Median - before.Median) * 1024 / resources, "KiB")
        {
            Limit = Limit.AtMost(2),
            Note = $"medians of {Starts} starts: {Numbers.Text(before.Median)} MiB ({before}), and {Numbers.Text(after.Median)} MiB ({after}) with {resources} more",
        });
    }

    private async Task<IReadOnlyList<Start>> AtRestAsync()
    {
        await world.QuietAsync();
        var starts = new List<Start>();
        while (starts.Count < Starts) starts.Add(await StartAsync());
        return starts;
    }

    private async Task<Start> StartAsync()
    {
        await world.Operator.StopAsync();
        await world.Operator.StartAsync();
        // Room that the start has left behind is given back a quarter of a minute after it.
        await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, world.Options.RestSeconds)));
        await world.QuietAsync();
        var start = new Start(ProcessUsage.WorkingSet(world.Operator.Id), (await world.Operator.HeapAsync()).Held / 1048576.0);
        Report.Progress($"at rest: working set {Numbers.Text(start.WorkingSet)} MiB, managed memory {Numbers.Text(start.Heap)} MiB");
        return start;
    }

    // Both in MiB.
    private sealed record Start(double WorkingSet, double Heap);
}
