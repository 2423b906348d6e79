using Lynq.Kubernetes;

namespace Lynq.Host.Operating;

/// <summary>
/// Lets writes through only while this process may write: by the clock, not by hope. A process that was paused and wakes up after
/// its lease has gone to another sends nothing more (contract §25: fenced ownership), also of what was waiting for its turn or for a
/// connection when it was paused. A write that is held back fails like one to a server that is busy, so that actors try again: a
/// fence may open again, in a replica that was only slow.
/// </summary>
internal sealed class FencedClient(IKubernetesClient inner, Func<bool> mayWrite) : IKubernetesClient
{
    /// <inheritdoc/>
    public Task<T> SendAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken)
    {
        if (request.Verb is not (RequestVerb.Get or RequestVerb.List or RequestVerb.Watch))
        {
            if (!mayWrite())
                return Task.FromException<T>(new KubernetesException(request, new() { Code = 503, Reason = StatusReasons.Fenced, Message = $"not sent: this replica does not lead ({request})" }));
            request = request with { Fence = mayWrite };
        }

        return inner.SendAsync(request, representation, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken) =>
        inner.WatchAsync(request, representation, cancellationToken);
}
