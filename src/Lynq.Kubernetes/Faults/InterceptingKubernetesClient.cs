using System.Runtime.CompilerServices;

namespace Lynq.Kubernetes.Faults;

/// <summary>A client with somebody in between, who can delay, fail, drop or reorder what passes. For fault tests.</summary>
/// <param name="inner">The client that does the work.</param>
/// <param name="interception">What happens on the way.</param>
public sealed class InterceptingKubernetesClient(IKubernetesClient inner, Interception interception) : IKubernetesClient
{
    /// <inheritdoc/>
    public async Task<T> SendAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken)
    {
        if (interception.Send is not { } send)
            return await inner.SendAsync(request, representation, cancellationToken);
        var answered = false;
        T answer = default!;
        await send(request, Next, cancellationToken);
        return answered ? answer : throw new InvalidOperationException($"the interception of \"{request}\" neither sent it nor failed it");

        async Task Next(KubernetesRequest changed, CancellationToken token)
        {
            answer = await inner.SendAsync(changed, representation, token);
            answered = true;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(KubernetesRequest request, Representation<T> representation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (interception.Send is { } send)
            await OpenAsync(send, request, cancellationToken);
        var index = 0;
        var held = new Queue<WatchEvent<T>>();
        await foreach (var change in inner.WatchAsync(request, representation, cancellationToken))
        {
            var verdict = interception.Watch is { } watch ? await watch(new(request, change.Type, index++), cancellationToken) : WatchVerdict.Pass;
            if (verdict == WatchVerdict.End)
                yield break;
            if (verdict == WatchVerdict.Swap)
            {
                held.Enqueue(change);
                continue;
            }

            foreach (var copy in Copies(request, verdict, change))
                yield return copy;
            while (held.TryDequeue(out var late))
                yield return late;
        }
    }

    // The opening of a watch can be delayed and failed like any request; what it yields comes from the inner client.
    private static Task OpenAsync(Func<KubernetesRequest, Func<KubernetesRequest, CancellationToken, Task>, CancellationToken, Task> send, KubernetesRequest request, CancellationToken cancellationToken) =>
        send(request, (_, _) => Task.CompletedTask, cancellationToken);

    private static IEnumerable<WatchEvent<T>> Copies<T>(KubernetesRequest request, WatchVerdict verdict, WatchEvent<T> change) => verdict switch
    {
        WatchVerdict.Drop => [],
        WatchVerdict.Repeat => [change, change],
        WatchVerdict.Break => throw new KubernetesException(request, new() { Reason = StatusReasons.ConnectionFailed, Message = "the watch was broken on purpose" }),
        WatchVerdict.Expire => throw new KubernetesException(request, new() { Code = 410, Reason = StatusReasons.Expired, Message = "the watch was expired on purpose" }),
        _ => [change],
    };
}
