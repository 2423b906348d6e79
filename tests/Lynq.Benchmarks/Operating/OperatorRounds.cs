using System.Diagnostics;
using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;

namespace Lynq.Benchmarks.Operating;

/// <summary>Rounds of the operator: N rows, and a hub that is created last, to N nodes that are Ready.</summary>
internal sealed class OperatorRounds(World world, Population population)
{
    /// <summary>Nodes that a freshly started operator makes before it is measured: the bare loop, too, has sent thousands of requests then.</summary>
    public const int FirstNodes = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>One round; operator and nodes stay.</summary>
    /// <param name="warm">Let it make, and remove, its first nodes before.</param>
    public async Task<OperatorRound> RunAsync(bool warm)
    {
        await world.Operator.StartAsync();
        var first = warm ? await FirstAsync(Math.Min(world.Options.Nodes, FirstNodes)) : null;
        var nodes = world.Options.Nodes;
        await population.PrepareAsync(nodes, Forms.Small(world.Options.Resources));
        await world.QuietAsync();
        await using var follower = await NodeFollower.StartAsync(world, population.Namespace);
        var allocated = (await world.Operator.HeapAsync()).AllocatedSinceStart;
        var before = await world.UsageAsync();
        Report.Progress($"operator: {nodes} nodes");
        var start = Stopwatch.GetTimestamp();
        var seconds = await ReadyAsync(population, follower, nodes);
        var used = (await world.UsageAsync()).Since(before);
        Report.Progress($"operator, {nodes} nodes: {seconds:F1} s");
        var lastEvent = await EventsAsync();
        await world.QuietAsync();
        return new OperatorRound
        {
            First = first,
            Seconds = seconds,
            SecondsWithEvents = lastEvent is { } at ? Math.Max(seconds, Stopwatch.GetElapsedTime(start, at).TotalSeconds) : null,
            Used = used,
            Requests = (await world.UsageAsync()).Since(before).Requests,
            Allocated = (await world.Operator.HeapAsync()).AllocatedSinceStart - allocated,
            PeakWorkingSet = ProcessUsage.PeakWorkingSet(world.Operator.Id),
        };
    }

    /// <summary>Removes what a round has made, and the operator: the next round finds nothing.</summary>
    public async Task CleanAsync()
    {
        await population.RemoveHubAsync();
        await world.Operator.StopAsync();
        await world.RemoveNamespaceAsync(population.Namespace);
    }

    private async Task<FirstNodes> FirstAsync(int nodes)
    {
        var some = new Population(world, "bench-first");
        await some.PrepareAsync(nodes, Forms.Small(world.Options.Resources));
        await world.QuietAsync();
        var cpu = ProcessUsage.CpuSeconds(world.Operator.Id);
        double seconds;
        await using (var follower = await NodeFollower.StartAsync(world, some.Namespace)) seconds = await ReadyAsync(some, follower, nodes);
        cpu = ProcessUsage.CpuSeconds(world.Operator.Id) - cpu;
        Report.Progress($"freshly started operator, {nodes} nodes: {seconds:F1} s, {cpu:F1} s CPU");
        await some.RemoveHubAsync();
        await world.RemoveNamespaceAsync(some.Namespace);
        return new FirstNodes(seconds, cpu);
    }

    private static async Task<double> ReadyAsync(Population some, NodeFollower follower, int nodes)
    {
        var start = Stopwatch.GetTimestamp();
        await some.StartAsync("30s");
        await follower.AllReadyAsync(nodes, Patience);
        return Stopwatch.GetElapsedTime(start, follower.LastReadyAt).TotalSeconds;
    }

    // Events are held while a burst lasts, and go out after it: when the last of them was seen.
    private async Task<long?> EventsAsync()
    {
        var (count, at) = (-1L, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(at) < TimeSpan.FromSeconds(3))
        {
            if (await world.Server.OperatorRequestsAsync() is not { } requests) return null;
            if (requests.Events != count) (count, at) = (requests.Events, Stopwatch.GetTimestamp());
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        return at;
    }
}
