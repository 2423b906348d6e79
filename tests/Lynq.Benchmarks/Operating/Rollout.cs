using System.Diagnostics;
using System.Text.Json.Nodes;
using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;
using Lynq.Testing;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// A changed form goes through 100 nodes, 5 at a time, each of a Deployment that is ready 3 s after its change. In the best case that
/// takes 20 times 3 s.
/// </summary>
internal sealed class Rollout(World world)
{
    private const string Name = "rollout";
    private const int MaxSkew = 5;
    private static readonly TimeSpan TimeToReady = TimeSpan.FromSeconds(3);

    public async Task RunAsync()
    {
        var nodes = Math.Min(100, world.Options.Nodes);
        var population = new Population(world, "bench-rollout");
        await population.PrepareAsync(nodes, Forms.Workload(0));
        var player = new WorkloadPlayer(world, TimeToReady);
        await using var follower = await NodeFollower.StartAsync(world, population.Namespace);
        await using var deployments = await ObjectFollower.StartAsync(world, Kinds.Deployment, population.Namespace, player.See);
        await population.StartAsync("30s");
        await follower.AllReadyAsync(nodes, TimeSpan.FromMinutes(5));
        await population.ChangeFormAsync(new JsonObject { ["rollout"] = new JsonObject { ["maxSkew"] = MaxSkew } });
        await world.QuietAsync();

        player.Reset();
        var settled = follower.Nodes.ToDictionary(node => node.Key, node => node.Value.Generation, StringComparer.Ordinal);
        var (unsettled, most) = (new HashSet<string>(StringComparer.Ordinal), 0);
        follower.Seen = (name, sight) =>
        {
            var isChanged = sight.Generation > settled.GetValueOrDefault(name);
            if (isChanged && !sight.IsReady) unsettled.Add(name);
            else unsettled.Remove(name);
            most = Math.Max(most, unsettled.Count);
        };
        var before = await world.UsageAsync();
        var start = Stopwatch.GetTimestamp();
        await population.ChangeFormAsync(new JsonObject { ["deployments"] = Forms.Deployments("registry.k8s.io/pause:3.10") });
        await Eventually.Holds(() => follower.Nodes.All(node => node.Value.IsReady && node.Value.Generation > settled[node.Key]), "every node is updated and Ready", TimeSpan.FromMinutes(10));
        var seconds = Stopwatch.GetElapsedTime(start, follower.LastReadyAt).TotalSeconds;
        var used = (await world.UsageAsync()).Since(before);

        var best = Math.Ceiling(nodes / (double)MaxSkew) * TimeToReady.TotalSeconds;
        world.Report.Add(new Figure(Name, $"{nodes} nodes at maxSkew {MaxSkew}: share of the best possible time", seconds / best) { Limit = Limit.AtMost(1.1), Note = $"{seconds:F1} s of {best:F0} s; CPU s: operator {used.Operator:F1}, server {used.Server:F1}" });
        world.Report.Add(new Figure(Name, "most nodes in flight, by their statuses", most) { Limit = Limit.AtMost(MaxSkew) });
        world.Report.Add(new Figure(Name, "most Deployments rolling at once", player.MostAtOnce) { Limit = Limit.AtMost(MaxSkew) });
        if (used.Requests is { } requests)
            world.Report.Add(new Figure(Name, "requests a node", requests.All / (double)nodes) { Note = requests.ToString() });
    }
}
