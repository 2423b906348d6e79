using System.Diagnostics;
using Lynq.Benchmarks.Worlds;
using Lynq.Kubernetes;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// Tells when all nodes of a namespace are Ready, and costs next to nothing until then: it asks the server ten times a second how many
/// statuses the operator has written, and lists the nodes only when there is one for each.
/// </summary>
internal sealed class ReadyNodes
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly World _world;
    private readonly string _namespace;
    private readonly Usage _before;
    private readonly long _start;

    private ReadyNodes(World world, string ns, Usage before) => (_world, _namespace, _before, _start) = (world, ns, before, Stopwatch.GetTimestamp());

    /// <summary>Begins now.</summary>
    public static async Task<ReadyNodes> StartAsync(World world, string ns) => new(world, ns, await world.UsageAsync());

    /// <summary>Waits until so many nodes exist and all of them are Ready; seconds since the start, and what was used until then.</summary>
    public async Task<(double Seconds, Usage Used)> AllAsync(int nodes)
    {
        for (var listed = 0L; Stopwatch.GetElapsedTime(_start) < Patience; await Task.Delay(Pause))
        {
            var used = (await _world.UsageAsync()).Since(_before);
            var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
            var statuses = used.Requests!.Of("patch", $"{Kinds.Node}/status");
            if (statuses < nodes || statuses == listed) continue;
            listed = statuses;
            var seen = await _world.Admin.ListAsync(Kinds.Node, new ListOptions { Namespace = _namespace }, Representation.Of(SeenJson.Default.SeenNode)).ToListAsync();
            if (seen.Count == nodes && seen.TrueForAll(node => node.IsReady)) return (seconds, used);
        }

        throw new TimeoutException($"{nodes} nodes were not Ready within {Patience.TotalMinutes} minutes");
    }
}
