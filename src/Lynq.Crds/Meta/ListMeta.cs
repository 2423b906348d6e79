namespace Lynq.Crds;

/// <summary>Metadata of a list.</summary>
public sealed record ListMeta : OpenRecord
{
    /// <summary>Version of the whole list; a watch resumes from it.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Token for the next page, absent on the last one.</summary>
    public string? Continue { get; init; }

    /// <summary>How many items are left after this page, when the server knows.</summary>
    public long? RemainingItemCount { get; init; }
}
