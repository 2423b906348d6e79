namespace Lynq.Benchmarks.Worlds;

/// <summary>A cluster that exists already, with Lynq's kinds installed. It tells nothing of its processes, nor of who asked what.</summary>
internal sealed class GivenCluster(string kubeconfig) : IApiServer
{
    public string Description => $"the cluster of {kubeconfig}";

    public string OperatorKubeconfig { get; } = Path.GetFullPath(kubeconfig);

    public string AdminKubeconfig => OperatorKubeconfig;

    public IReadOnlyList<int> Processes => [];

    public Task<RequestCounts?> OperatorRequestsAsync() => Task.FromResult<RequestCounts?>(null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
