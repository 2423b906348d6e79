namespace Lynq.Kubernetes;

/// <summary>What a watch event reports.</summary>
public enum WatchEventType
{
    /// <summary>The object came into view.</summary>
    Added,

    /// <summary>The object changed.</summary>
    Modified,

    /// <summary>The object is gone, or no longer selected; the event carries its last state.</summary>
    Deleted,

    /// <summary>No change, only progress: the object carries a resourceVersion and nothing else.</summary>
    Bookmark,
}

/// <summary>One event of a watch.</summary>
/// <typeparam name="T">What an object is read as.</typeparam>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object's state; for a bookmark an object with nothing but a resourceVersion.</param>
public readonly record struct WatchEvent<T>(WatchEventType Type, T Object)
{
    /// <summary>Whether this is the bookmark that ends the initial events of a streaming list.</summary>
    public bool InitialEventsEnd { get; init; }
}
