using System.Text.Json.Nodes;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>How replicas reach each other and the API server, and how a test reaches them.</summary>
internal interface INetwork : IAsyncDisposable
{
    /// <summary>The command line that runs a program where a replica lives.</summary>
    IReadOnlyList<string> CommandOf(int replica, params IEnumerable<string> program);

    /// <summary>Where the other replicas reach this one.</summary>
    string AddressOf(int replica);

    /// <summary>A kubeconfig that leads to the API server from where the replicas live.</summary>
    string Translate(string kubeconfig);

    /// <summary>What a replica says of the cluster; null when it does not answer.</summary>
    Task<JsonNode?> ReportAsync(int replica, int healthPort);
}
