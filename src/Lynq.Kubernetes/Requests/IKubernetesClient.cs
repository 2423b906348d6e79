namespace Lynq.Kubernetes;

/// <summary>
/// The one seam between the operator and an API server. Everything else is built on these two methods, so that a test replaces,
/// wraps or disturbs them in one place. See <see cref="KubernetesClientExtensions"/> for what one calls every day.
/// </summary>
public interface IKubernetesClient
{
    /// <summary>Sends a request and reads the answer.</summary>
    /// <exception cref="KubernetesException">The server refused, or could not be reached.</exception>
    Task<T> SendAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken);

    /// <summary>
    /// Opens one watch and yields its events until the server ends it, which is ordinary (no exception). It is neither resumed nor
    /// repeated here: that is the informer's work.
    /// </summary>
    /// <exception cref="KubernetesException">The server refused, reported an error in the stream (410: list again), or the stream broke or fell silent.</exception>
    IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken);
}
