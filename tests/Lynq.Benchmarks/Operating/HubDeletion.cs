using System.Diagnostics;
using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;
using Lynq.Testing;

namespace Lynq.Benchmarks.Operating;

/// <summary>The hub is deleted: all nodes and their objects go.</summary>
internal sealed class HubDeletion(World world, Population population)
{
    private const string Name = "hub deletion";

    public async Task RunAsync()
    {
        await using var nodes = await NodeFollower.StartAsync(world, population.Namespace);
        await using var services = await ObjectFollower.StartAsync(world, Kinds.Service, population.Namespace);
        await world.QuietAsync();
        var count = nodes.Count;
        var before = await world.UsageAsync();
        var clock = Stopwatch.StartNew();
        await population.DeleteHubAsync();
        await Eventually.Holds(() => nodes.Count == 0 && services.Count == 0, $"all nodes and Services are gone ({nodes.Count}, {services.Count})", TimeSpan.FromMinutes(20));
        var seconds = clock.Elapsed.TotalSeconds;
        await world.QuietAsync();
        var used = (await world.UsageAsync()).Since(before);
        world.Report.Add(new Figure(Name, $"{count} nodes and their objects are gone after", seconds, "s") { Note = $"CPU s: operator {used.Operator:F1}, server {used.Server:F1}" });
        if (used.Requests is { } requests)
            world.Report.Add(new Figure(Name, "requests a node", requests.All / (double)count) { Note = requests.ToString() });
    }
}
