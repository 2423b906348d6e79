using Lynq.Actors.Watching;
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

    /// <summary>For commands that have found nothing, or no such resource: whether that is because the cluster has none of Lynq's kinds.</summary>
    /// <exception cref="UserException">It has not.</exception>
    public async Task RequireKindsAsync(CancellationToken cancellationToken)
    {
        if (await Discovery.FindAsync(BuiltInResources.Nodes.GroupVersionKind, cancellationToken) is null)
            throw new UserException(MissingKinds);
    }

    /// <summary>What to do about a cluster without Lynq's kinds.</summary>
    public const string MissingKinds = "the cluster has none of Lynq's kinds: install the chart, or only the definitions (lynq crds | kubectl apply --server-side -f -)";

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
