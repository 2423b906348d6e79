namespace Lynq.Kubernetes;

/// <summary>Keeps up with one resource: lists it, watches it, and goes on through every interruption.</summary>
public interface IInformer
{
    /// <summary>The resource that is followed.</summary>
    ApiResource Resource { get; }

    /// <summary>Whether the first list is complete and handed to the handler.</summary>
    bool HasSynced { get; }

    /// <summary>When the loop last went on: by an answer, an event, a bookmark, or a try that failed. For liveness.</summary>
    DateTimeOffset LastProgress { get; }

    /// <summary>
    /// When the server last answered this loop: by a page, a watch that it accepted or ended, an event, a bookmark, or a refusal (a new process
    /// would be refused too). Failures without an answer do not count. Before the first answer: when the informer was made. For liveness.
    /// </summary>
    DateTimeOffset LastContact { get; }

    /// <summary>resourceVersion up to which every change has been handed over; null while the resource is being listed.</summary>
    string? Version { get; }

    /// <summary>How many objects exist as far as is known.</summary>
    int Count { get; }

    /// <summary>Follows the resource until cancelled. Failures are waited out with backoff and reported by log and metrics.</summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Waits until <see cref="HasSynced"/>.</summary>
    Task WaitForSyncAsync(CancellationToken cancellationToken);
}
