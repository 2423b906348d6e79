using Lynq.Kubernetes;

namespace Lynq.Host.Clusters;

/// <summary>The cluster that a command works on.</summary>
/// <param name="client">Its API server.</param>
/// <param name="ns">The namespace that is meant where none is said.</param>
internal sealed class Cluster(KubernetesClient client, string ns) : IDisposable
{
    /// <summary>The API server.</summary>
    public IKubernetesClient Client => client;

    /// <summary>The namespace.</summary>
    public string Namespace => ns;

    /// <summary>The kinds that it has.</summary>
    public IDiscovery Discovery { get; } = new Discovery(client);

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
