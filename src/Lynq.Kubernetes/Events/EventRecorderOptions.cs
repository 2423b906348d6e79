namespace Lynq.Kubernetes;

/// <summary>How events are correlated and limited. The numbers are those of client-go.</summary>
public sealed record EventRecorderOptions
{
    /// <summary>Events that wait to be published; more are dropped and counted. Room for the events of a large burst.</summary>
    public int QueueCapacity { get; init; } = 8192;

    /// <summary>Whether the client has more important things to do. Normal events then wait, warnings do not.</summary>
    public Func<bool> IsBusy { get; init; } = () => false;

    /// <summary>How old an event gets at most before it is published however busy the client is; less when half of the queue is full.</summary>
    public TimeSpan MaxHold { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Events about one object by one component that may come at once.</summary>
    public int Burst { get; init; } = 25;

    /// <summary>After a burst, one event is allowed in this time.</summary>
    public TimeSpan RefillInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Events that differ only in their message, within <see cref="SimilarWindow"/>, after which they are combined into one.</summary>
    public int MaxSimilar { get; init; } = 10;

    /// <summary>The time in which similar events are combined.</summary>
    public TimeSpan SimilarWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Objects and events that are remembered for correlation; the least used is forgotten first.</summary>
    public int MemorySize { get; init; } = 4096;

    /// <summary>The name of this instance, for <c>reportingInstance</c>; usually the pod's.</summary>
    public string Instance { get; init; } = "";
}
