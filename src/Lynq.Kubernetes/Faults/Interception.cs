namespace Lynq.Kubernetes.Faults;

/// <summary>What a test does to requests and watches on their way. Both parts are optional.</summary>
public sealed record Interception
{
    /// <summary>
    /// Called for each request in place of sending it. Await <c>next</c> to send it (changed, later, or not at all), throw to fail it:
    /// before <c>next</c> the server never sees it, after <c>next</c> the answer is lost. Sending late lets others overtake.
    /// </summary>
    public Func<KubernetesRequest, Func<KubernetesRequest, CancellationToken, Task>, CancellationToken, Task>? Send { get; init; }

    /// <summary>Called for each event of each watch; says what becomes of it.</summary>
    public Func<InterceptedEvent, CancellationToken, ValueTask<WatchVerdict>>? Watch { get; init; }
}

/// <summary>An event on its way.</summary>
/// <param name="Request">The watch that it belongs to.</param>
/// <param name="Type">What it reports.</param>
/// <param name="Index">Its number in the watch, from 0.</param>
public readonly record struct InterceptedEvent(KubernetesRequest Request, WatchEventType Type, int Index);

/// <summary>What becomes of an event.</summary>
public enum WatchVerdict
{
    /// <summary>It is delivered.</summary>
    Pass,

    /// <summary>It is lost.</summary>
    Drop,

    /// <summary>It is delivered twice.</summary>
    Repeat,

    /// <summary>It is delivered after the event behind it.</summary>
    Swap,

    /// <summary>The watch ends before it, as when a server shuts down in order.</summary>
    End,

    /// <summary>The watch breaks before it, as when a connection is reset.</summary>
    Break,

    /// <summary>The watch reports 410 in its place.</summary>
    Expire,
}
