namespace Lynq.Kubernetes;

/// <summary>One change of one object, as a handler sees it.</summary>
/// <typeparam name="T">What an object is read as.</typeparam>
/// <typeparam name="TKept">What is kept of each object.</typeparam>
public readonly record struct InformerChange<T, TKept>
{
    /// <summary>What happened: added, modified or deleted.</summary>
    public required WatchEventType Type { get; init; }

    /// <summary>Namespace (empty when cluster-scoped), name, uid and resourceVersion; of the last known state for a deletion.</summary>
    public required ObjectIdentity Identity { get; init; }

    /// <summary>The object; for a deletion its last state, or nothing where the deletion was found by listing again.</summary>
    public T? Object { get; init; }

    /// <summary>What is kept of the object as it is now; for a deletion what was kept of it.</summary>
    public required TKept Kept { get; init; }

    /// <summary>What was kept of the object before; nothing when it was not known.</summary>
    public TKept? Before { get; init; }

    /// <summary>Whether the change comes from the first list rather than from something that happened.</summary>
    public bool Initial { get; init; }
}
