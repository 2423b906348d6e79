using System.Text.Json.Nodes;
using Lynq.Testing;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>Replicas of the built program, each a process of its own, that find each other through the Lease.</summary>
internal sealed class ReplicaProcesses : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly ChildProcesses _processes = new(Path.Combine(Path.GetTempPath(), $"lynq-cluster-{Guid.NewGuid():N}"));
    private readonly string _kubeconfig;
    private readonly int[] _ports;

    public ReplicaProcesses(string kubeconfig, int count)
    {
        _kubeconfig = Path.Combine(_processes.Folder, "kubeconfig");
        File.Copy(kubeconfig, _kubeconfig);
        _ports = LoopbackPorts.Free(count * 2);
    }

    public int Count => _ports.Length / 2;

    public void Start(int replica) => _processes.Start(Name(replica), "dotnet",
    [
        Path.Combine(AppContext.BaseDirectory, "lynq-cluster.dll"), "run", $"--kubeconfig={_kubeconfig}",
        $"--health-probe-bind-address=127.0.0.1:{Health(replica)}", "--metrics-bind-address=0", "--enable-webhooks=false",
        "--leader-election-namespace=default", $"--cluster-port={_ports[(replica * 2) + 1]}", "--cluster-patience=5",
    ]);

    public Task KillAsync(int replica) => _processes.KillAsync(Name(replica));

    public async Task TerminateAsync(int replica)
    {
        await _processes.SignalAsync(Name(replica), "TERM");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _processes.WaitForEndAsync(Name(replica), patience.Token);
        await _processes.KillAsync(Name(replica));
    }

    /// <summary>Waits until some replicas, and no others, share the shards of nodes evenly.</summary>
    public Task SpreadAsync(params int[] replicas) => Eventually.Holds(
        async () =>
        {
            foreach (var replica in replicas)
            {
                if (!_processes.IsRunning(Name(replica))) throw new InvalidOperationException(_processes.TailOf(Name(replica)));
                if (await ShardsAsync(replica) is not { } shards || shards.Length != replicas.Length || shards.Any(s => s < 120 / replicas.Length * 0.8)) return false;
            }

            return true;
        },
        "the replicas share the shards",
        TimeSpan.FromSeconds(120));

    public async ValueTask DisposeAsync() => await _processes.DisposeAsync();

    private async Task<int[]?> ShardsAsync(int replica)
    {
        try
        {
            var report = JsonNode.Parse(await Http.GetStringAsync(new Uri($"http://127.0.0.1:{Health(replica)}/debug/lynq/cluster")));
            return report?["kinds"]?["node"]?.AsObject().Select(entry => entry.Value is JsonObject counts ? counts["shards"]!.GetValue<int>() : 0).ToArray();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private int Health(int replica) => _ports[replica * 2];

    private static string Name(int replica) => $"replica-{replica}";
}
