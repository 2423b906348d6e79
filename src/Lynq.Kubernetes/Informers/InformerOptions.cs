namespace Lynq.Kubernetes;

/// <summary>What an informer follows and how.</summary>
/// <typeparam name="T">What an object is read as.</typeparam>
/// <typeparam name="TKept">What is kept of each object.</typeparam>
public sealed record InformerOptions<T, TKept>
{
    /// <summary>The resource to follow.</summary>
    public required ApiResource Resource { get; init; }

    /// <summary>How objects are asked for and read.</summary>
    public required Representation<T> Representation { get; init; }

    /// <summary>Tells namespace, name, uid and resourceVersion of an object.</summary>
    public required Func<T, ObjectIdentity> Identify { get; init; }

    /// <summary>What to keep of an object: nothing that can be asked for again.</summary>
    public required Func<T, TKept> Keep { get; init; }

    /// <summary>
    /// Called for each change, one at a time, in order per object. While it runs no further event is read (back-pressure).
    /// When it throws, the change is handed over again after a backoff.
    /// </summary>
    public required Func<InformerChange<T, TKept>, CancellationToken, ValueTask> Handler { get; init; }

    /// <summary>
    /// Called at the end of each list, the first and all later ones, with its resourceVersion, after everything that it showed and everything
    /// that it showed no more was handed over. What came and went between two lists is handed over by neither: who made an object
    /// himself learns here that it is not there any more. When it throws, the list is made again.
    /// </summary>
    public Func<string, CancellationToken, ValueTask>? Listed { get; init; }

    /// <summary>Only this namespace; null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>Label selector.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Items a page of the list.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>Whether to ask newer servers for the first objects through the watch; falls back to listing by itself.</summary>
    public bool StreamInitialList { get; init; } = true;

    /// <summary>After how long without event or bookmark a watch is opened anew. Bookmarks come about once a minute.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>After about how long the server is asked to end a watch; each watch gets between one and two times this.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// After how long since the last list the next end of a watch is answered by a new list: it finds what a watch should have told and
    /// did not. Null: only a lost version is.
    /// </summary>
    public TimeSpan? RelistInterval { get; init; }

    /// <summary>First wait after a failure; doubles up to <see cref="MaxBackoff"/>, with jitter.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest wait after failures.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>The usual options.</summary>
public static class InformerOptions
{
    /// <summary>Follows a resource by metadata only: bodies, such as payloads of Secrets, are never received.</summary>
    public static InformerOptions<PartialObjectMetadata, TKept> Metadata<TKept>(ApiResource resource, Func<PartialObjectMetadata, TKept> keep, Func<InformerChange<PartialObjectMetadata, TKept>, CancellationToken, ValueTask> handler) => new()
    {
        Resource = resource,
        Representation = Representation.Metadata,
        Identify = ObjectIdentity.Of,
        Keep = keep,
        Handler = handler,
    };

    /// <summary>Follows whole objects as JSON.</summary>
    public static InformerOptions<System.Text.Json.JsonElement, TKept> Full<TKept>(ApiResource resource, Func<System.Text.Json.JsonElement, TKept> keep, Func<InformerChange<System.Text.Json.JsonElement, TKept>, CancellationToken, ValueTask> handler) => new()
    {
        Resource = resource,
        Representation = Representation.Full,
        Identify = ObjectIdentity.Of,
        Keep = keep,
        Handler = handler,
    };
}
