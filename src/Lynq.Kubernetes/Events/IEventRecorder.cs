namespace Lynq.Kubernetes;

/// <summary>The weight of an event.</summary>
public enum EventType
{
    /// <summary>Things go as they should.</summary>
    Normal,

    /// <summary>Somebody should look.</summary>
    Warning,
}

/// <summary>The object that an event is about.</summary>
/// <param name="Key">Kind, namespace (empty when cluster-scoped) and name.</param>
/// <param name="Uid">Its uid; empty when not known.</param>
/// <param name="ResourceVersion">Its resourceVersion; empty when not known.</param>
public readonly record struct EventSubject(ResourceKey Key, string Uid = "", string ResourceVersion = "");

/// <summary>Publishes Kubernetes Events (contract §14). Never blocks and never fails: events are told to people, nothing depends on them.</summary>
public interface IEventRecorder
{
    /// <summary>Publishes an event, correlated with those before it.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="type">Its weight.</param>
    /// <param name="reason">The reason in one word.</param>
    /// <param name="message">A sentence; cut at 1024 bytes.</param>
    /// <param name="component">Who reports, e.g. <c>lynqnode-controller</c>.</param>
    void Record(EventSubject subject, EventType type, string reason, string message, string component);
}
