using System.Diagnostics;
using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;
using Lynq.Testing;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// From a hub with N rows to N nodes that are Ready, and how near that comes to what the server can do. Everything that is measured
/// afterwards needs these nodes.
/// </summary>
internal sealed class Provisioning(World world, Population population)
{
    private const string Name = "provisioning";
    private const int FirstNodes = 200;

    /// <summary>Makes the nodes and measures it.</summary>
    /// <param name="compare">Measure the bare loop first.</param>
    /// <param name="leastShare">The share of the bare loop's rate that is asked for.</param>
    public async Task RunAsync(bool compare, double leastShare = 0.85)
    {
        var bare = compare ? await BareAsync() : null;
        var (nodes, resources) = (world.Options.Nodes, world.Options.Resources);
        await population.PrepareAsync(nodes, Forms.Small(resources));
        await world.Operator.StartAsync();
        await world.QuietAsync();
        var first = bare is null ? default : await WarmUpAsync(bare);
        await using var follower = await NodeFollower.StartAsync(world, population.Namespace);
        var before = await world.UsageAsync();
        var allocated = (await world.Operator.HeapAsync()).AllocatedSinceStart;
        var start = Stopwatch.GetTimestamp();
        Report.Progress($"provisioning: {nodes} nodes");
        await population.StartAsync("30s");
        await follower.AllReadyAsync(nodes, TimeSpan.FromMinutes(30));
        var seconds = Stopwatch.GetElapsedTime(start, follower.LastReadyAt).TotalSeconds;
        var used = (await world.UsageAsync()).Since(before);
        await world.QuietAsync();
        var requests = (await world.UsageAsync()).Since(before).Requests;
        allocated = (await world.Operator.HeapAsync()).AllocatedSinceStart - allocated;

        var writes = nodes * (resources + 2);
        Add(new Figure(Name, $"{nodes} nodes x {resources} resources: from the hub to all Ready", seconds, "s") { Note = $"CPU s: operator {used.Operator:F1}, server {used.Server:F1}, database {used.Database:F1}, measuring {used.Own:F1}{(used.Requests is { } asked ? $"; {asked.Events} events until then" : "")}" });
        Add(new Figure(Name, "writes a second", writes / seconds, "/s"));
        if (bare is not null) Compare(bare, first, used, writes, seconds, leastShare);
        if (requests is not null) Count(requests, nodes, resources);
        Add(new Figure(Name, "operator's CPU a node", used.Operator * 1000 / nodes, "ms"));
        Add(new Figure(Name, "operator's allocation a node", allocated / 1024.0 / nodes, "KiB"));
        Add(new Figure(Name, "operator's peak working set", ProcessUsage.PeakWorkingSet(world.Operator.Id), "MiB"));
    }

    private void Compare(BareRate bare, (int Writes, double Seconds) first, Usage used, int writes, double seconds, double leastShare)
    {
        Add(new Figure(Name, "bare loop, as many nodes at its best concurrency", bare.Writes, "/s") { Note = $"at {bare.InFlight} in flight, {bare.CpuMilliseconds:F2} ms CPU a write" });
        Add(new Figure(Name, "efficiency: share of the bare loop's rate", writes / seconds / bare.Writes) { Limit = Limit.AtLeast(leastShare) });
        Add(new Figure(Name, "the same with the first nodes of a freshly started operator", (first.Writes + writes) / (first.Seconds + seconds) / bare.Writes));
        // Of a cluster that is given nobody knows what its server uses.
        if (world.Server.Processes.Count == 0) return;
        Add(new Figure(Name, "CPU of everybody beside the bare loop's", bare.CpuMilliseconds * writes / 1000 / used.Cpu) { Note = "does not depend on what else the machine does" });
    }

    private void Count(RequestCounts requests, int nodes, int resources)
    {
        Add(new Figure(Name, "requests a node, events apart", requests.Work / (double)nodes) { Limit = Limit.AtMost(resources + 2.1), Note = requests.ToString() });
        Add(new Figure(Name, "events a node", requests.Events / (double)nodes) { Limit = Limit.AtMost(1.1) });
        Add(new Figure(Name, "gets of nodes and their resources", Kinds.Managed.Sum(kind => requests.Of("get", kind.ToString()))) { Limit = Limit.AtMost(0) });
    }

    // Short rounds tell little about long ones: those at which they are fastest are all tried at full length, and the best counts.
    private async Task<BareRate> BareAsync()
    {
        var sample = await SampleAsync();
        using var loop = new BareLoop(world, sample);
        await world.CreateNamespaceAsync(BareLoop.Namespace);
        var concurrencies = await loop.BestConcurrenciesAsync(Math.Min(world.Options.Nodes, 100), count: 2);
        await loop.CleanAsync();
        var best = new BareRate(0, 0, 0);
        foreach (var workers in concurrencies)
        {
            var rate = await BareAsync(loop, sample, workers);
            if (rate.Writes > best.Writes) best = rate;
        }

        return best;
    }

    private async Task<BareRate> BareAsync(BareLoop loop, NodeSample sample, int workers)
    {
        await world.CreateNamespaceAsync(BareLoop.Namespace);
        await GarbageCollection.KnowsNodesAsync(world, sample, BareLoop.Namespace);
        await world.QuietAsync();
        BareRate rate;
        // Whoever measures looks on in both runs.
        await using (await NodeFollower.StartAsync(world, BareLoop.Namespace))
        {
            Report.Progress($"bare loop: {world.Options.Nodes} nodes");
            rate = await loop.RunAsync(world.Options.Nodes, workers);
        }

        await loop.CleanAsync();
        return rate;
    }

    // The bare loop has sent thousands of requests before it is measured. What the operator needs more as long as its code is being compiled is told apart.
    private async Task<(int Writes, double Seconds)> WarmUpAsync(BareRate bare)
    {
        var nodes = Math.Min(world.Options.Nodes, FirstNodes);
        var first = new Population(world, "bench-first");
        await first.PrepareAsync(nodes, Forms.Small(world.Options.Resources));
        await using var follower = await NodeFollower.StartAsync(world, first.Namespace);
        var before = await world.UsageAsync();
        var start = Stopwatch.GetTimestamp();
        await first.StartAsync("30s");
        await follower.AllReadyAsync(nodes, TimeSpan.FromMinutes(10));
        var seconds = Stopwatch.GetElapsedTime(start, follower.LastReadyAt).TotalSeconds;
        var used = (await world.UsageAsync()).Since(before);
        var writes = nodes * (world.Options.Resources + 2);
        Add(new Figure(Name, $"the first {nodes} nodes of a freshly started operator", seconds, "s") { Note = $"{writes / seconds / bare.Writes:F2} of the bare loop's rate; operator's CPU {used.Operator * 1000 / nodes:F1} ms a node" });
        await first.DeleteHubAsync();
        await Eventually.Holds(() => follower.Count == 0, "the first nodes are gone", TimeSpan.FromMinutes(5));
        await world.QuietAsync();
        return (writes, seconds);
    }

    private async Task<NodeSample> SampleAsync()
    {
        var few = new Population(world, "bench-sample");
        await few.PrepareAsync(4, Forms.Small(world.Options.Resources));
        var cold = await world.Operator.StartAsync();
        Add(new Figure("cold start", "from the process's start to ready, nothing to do", cold.TotalSeconds, "s") { Limit = Limit.AtMost(1.5) });
        await using var follower = await NodeFollower.StartAsync(world, few.Namespace);
        await few.StartAsync("30s");
        await follower.AllReadyAsync(4, TimeSpan.FromMinutes(2));
        var sample = await NodeSample.TakeAsync(world, few, 1);
        await few.DeleteHubAsync();
        await Eventually.Holds(() => follower.Count == 0, "the sample's nodes are gone");
        await world.Operator.StopAsync();
        return sample;
    }

    private void Add(Figure figure) => world.Report.Add(figure);
}
