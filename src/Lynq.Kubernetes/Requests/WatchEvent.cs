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

    /// <summary>No change, only progress: there is no object, only <see cref="WatchEvent{T}.ResourceVersion"/>.</summary>
    Bookmark,
}

/// <summary>One event of a watch.</summary>
/// <typeparam name="T">What an object is read as.</typeparam>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object's state; for a bookmark the type's default.</param>
public readonly record struct WatchEvent<T>(WatchEventType Type, T Object)
{
    /// <summary>For a bookmark: the version that the stream has reached. Null for changes, whose objects carry it.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Whether this is the bookmark that ends the initial events of a streaming list.</summary>
    public bool InitialEventsEnd { get; init; }
}
