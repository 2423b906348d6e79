using System.Text.Json.Nodes;
using Lynq.Cluster.Tests.Processes;

namespace Lynq.Cluster.Tests.Measurements;

/// <summary>
/// Replicas on the loopback interface, each in a control group of its own from its start. At first it is one core: the runtime sees one
/// processor, as it does in a pod with a limit of one core or less, and code is compiled in reasonable time.
/// </summary>
internal sealed class LimitedLoopback(int replicas) : INetwork
{
    private readonly Loopback _inner = new();

    /// <summary>The limits of the replicas.</summary>
    public IReadOnlyList<CpuLimit> Limits { get; } = [.. Enumerable.Range(0, replicas).Select(_ => new CpuLimit(1))];

    public IReadOnlyList<string> CommandOf(int replica, params IEnumerable<string> program) =>
        ["/bin/sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", Limits[replica].Members, .. program];

    public string AddressOf(int replica) => _inner.AddressOf(replica);

    public string Translate(string kubeconfig) => _inner.Translate(kubeconfig);

    public Task<JsonNode?> ReportAsync(int replica, int healthPort) => _inner.ReportAsync(replica, healthPort);

    public async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        foreach (var limit in Limits)
            limit.Dispose();
    }
}
