namespace Lynq.Kubernetes;

/// <summary>What kinds the API server has, and how they are addressed. Answers from memory; asks the server when a kind is unknown.</summary>
public interface IDiscovery
{
    /// <summary>The resource of a kind, or null when the server has no such kind. An unknown kind is looked up afresh, at most once in a short while.</summary>
    /// <exception cref="KubernetesException">The server could not be asked.</exception>
    ValueTask<ApiResource?> FindAsync(GroupVersionKind kind, CancellationToken cancellationToken = default);

    /// <summary>All resources, of all versions served.</summary>
    /// <exception cref="KubernetesException">The server could not be asked.</exception>
    ValueTask<IReadOnlyList<ApiResource>> AllAsync(CancellationToken cancellationToken = default);

    /// <summary>Forgets a kind's group and version, so that the next question goes to the server. To be called when a CRD changes or when the server answers 404 for a kind.</summary>
    void Forget(GroupVersionKind kind);
}
