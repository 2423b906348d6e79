using System.Diagnostics;
using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// A bare loop of our client: the writes that make a node, sent and answered as the operator's are, by nothing but the client with the
/// options that the operator has. The bodies are bytes that are there already; nothing is decided, remembered or watched.
/// </summary>
internal sealed class ClientLoop : IDisposable
{
    public const string Namespace = "bench-loop";
    private readonly World _world;
    private readonly NodeSample _sample;
    private readonly KubernetesClient _client;
    private int _round;

    public ClientLoop(World world, NodeSample sample)
    {
        (_world, _sample) = (world, sample);
        _client = new(KubernetesConfigurationLoader.Load(world.Server.OperatorKubeconfig), new() { UserAgent = "bare-loop" });
    }

    /// <summary>Writes nodes.</summary>
    /// <param name="nodes">How many.</param>
    /// <param name="workers">Nodes in flight; of their requests the client lets as many go as the server answers best.</param>
    public async Task<LoopRound> RunAsync(int nodes, int workers)
    {
        var round = _round++;
        var next = -1;
        var (server, own) = (ServerCpu, OwnCpu);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var i && i < nodes) await WriteNodeAsync($"b{round}x{i}");
        })));
        var done = new LoopRound(nodes * _sample.Writes, workers, clock.Elapsed.TotalSeconds, ServerCpu - server, OwnCpu - own);
        Report.Progress($"bare loop of the client, {nodes} nodes, {workers} at a time: {done.Rate:F0} writes/s; CPU s: server {done.ServerCpu:F1}, loop {done.OwnCpu:F1}");
        return done;
    }

    public void Dispose() => _client.Dispose();

    private double ServerCpu => ProcessUsage.CpuSeconds(_world.Server.Processes);

    private static double OwnCpu => Environment.CpuUsage.TotalTime.TotalSeconds;

    private async Task WriteNodeAsync(string name)
    {
        var node = await _client.CreateAsync(Kinds.Node, Namespace, RequestBody.Utf8(_sample.Node(Namespace, name)), Representation.Metadata);
        foreach (var (kind, child, body) in _sample.Children(Namespace, name, node.Metadata.Uid))
            await _client.ApplyAsync(kind.Named(Namespace, child), RequestBody.Utf8(body), Representation.MetadataElement);
        await _client.PatchStatusAsync(Kinds.Node.Named(Namespace, _sample.NodeName(name)), RequestBody.Utf8(_sample.Status(Namespace, name)), Representation.Metadata);
    }
}

/// <summary>What one round of the loop took.</summary>
/// <param name="Writes">How many writes.</param>
/// <param name="Workers">Nodes in flight.</param>
/// <param name="Seconds">From the first to the last.</param>
/// <param name="ServerCpu">CPU seconds of the server.</param>
/// <param name="OwnCpu">CPU seconds of the loop.</param>
internal sealed record LoopRound(int Writes, int Workers, double Seconds, double ServerCpu, double OwnCpu)
{
    /// <summary>Writes a second.</summary>
    public double Rate => Writes / Seconds;

    /// <summary>CPU of both for one write, milliseconds.</summary>
    public double CpuMilliseconds => (ServerCpu + OwnCpu) * 1000 / Writes;
}
