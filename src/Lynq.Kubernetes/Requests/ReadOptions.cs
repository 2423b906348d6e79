namespace Lynq.Kubernetes;

/// <summary>What to list or watch.</summary>
public sealed record ListOptions
{
    /// <summary>Only this namespace; null for all (or for a cluster-scoped kind).</summary>
    public string? Namespace { get; init; }

    /// <summary>Label selector, e.g. <c>lynq.sh/node=shop-web</c>.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector, e.g. <c>metadata.name=shop</c>.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Items a page, 1 and up; null for all in one answer. Default 500.</summary>
    public int? PageSize { get; init; } = 500;

    /// <summary>Least version to show; <c>0</c> lets the server answer from its cache, null asks for the newest.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Token of the page to read; null for the first.</summary>
    public string? Continue { get; init; }

    /// <summary>Whose turn it is when requests have to wait.</summary>
    public RequestPriority Priority { get; init; } = RequestPriority.Live;
}

/// <summary>How to open a watch.</summary>
public sealed record WatchOptions
{
    /// <summary>Only this namespace; null for all (or for a cluster-scoped kind).</summary>
    public string? Namespace { get; init; }

    /// <summary>Label selector.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Events after this version; null starts with everything that exists.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Asks for the present objects first, ended by a bookmark (streaming list; newer servers).</summary>
    public bool SendInitialEvents { get; init; }

    /// <summary>After how long the server should end the watch; null for its own choice.</summary>
    public TimeSpan? ServerTimeout { get; init; }

    /// <summary>After how long without any event or bookmark the stream counts as dead; null for the client's default.</summary>
    public TimeSpan? SilenceLimit { get; init; }

    /// <summary>Called when the server has accepted the watch, before its first event; null tells nobody.</summary>
    public Action? Opened { get; init; }
}
