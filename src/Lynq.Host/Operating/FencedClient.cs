using Lynq.Kubernetes;

namespace Lynq.Host.Operating;

/// <summary>
/// Lets writes through only while this process may write: by the clock, not by hope. A process that was paused and wakes up after
/// its lease has gone to another stops here, before its first request (contract §25: fenced ownership).
/// </summary>
internal sealed class FencedClient(IKubernetesClient inner, Func<bool> mayWrite) : IKubernetesClient
{
    /// <inheritdoc/>
    public Task<T> SendAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken)
    {
        if (request.Verb is not (RequestVerb.Get or RequestVerb.List or RequestVerb.Watch) && !mayWrite())
            return Task.FromException<T>(new OperationCanceledException($"not sent: this replica no longer leads ({request})"));
        return inner.SendAsync(request, representation, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken) =>
        inner.WatchAsync(request, representation, cancellationToken);
}
