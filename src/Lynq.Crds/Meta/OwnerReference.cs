namespace Lynq.Crds;

/// <summary>Names an owner in the same namespace, or a cluster-scoped one.</summary>
public sealed record OwnerReference : OpenRecord
{
    /// <summary>The owner's apiVersion.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The owner's kind.</summary>
    public string? Kind { get; init; }

    /// <summary>The owner's name.</summary>
    public string? Name { get; init; }

    /// <summary>The owner's uid.</summary>
    public string? Uid { get; init; }

    /// <summary>True for the one owner that manages the object.</summary>
    public bool? Controller { get; init; }

    /// <summary>True when foreground deletion of the owner waits for this object.</summary>
    public bool? BlockOwnerDeletion { get; init; }
}
