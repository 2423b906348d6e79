namespace Lynq.Kubernetes;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What an item is read as.</typeparam>
public sealed record KubernetesList<T>
{
    /// <summary>The page's own metadata.</summary>
    public ListMetadata Metadata { get; init; } = new();

    /// <summary>The items in the server's order. Older servers write <c>null</c> for none.</summary>
    public IReadOnlyList<T> Items
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>A list's metadata.</summary>
public sealed record ListMetadata
{
    /// <summary>The version of the store that the list shows; a watch from here misses nothing.</summary>
    public string ResourceVersion { get; init; } = "";

    /// <summary>Token of the next page; null or empty on the last.</summary>
    public string? Continue { get; init; }

    /// <summary>How many items are left after this page, where the server knows.</summary>
    public long? RemainingItemCount { get; init; }
}
