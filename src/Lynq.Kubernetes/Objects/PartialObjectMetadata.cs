namespace Lynq.Kubernetes;

/// <summary>An object of which only the metadata was asked for (<c>PartialObjectMetadata</c>). Managed fields are not kept.</summary>
public sealed record PartialObjectMetadata
{
    /// <summary><c>meta.k8s.io/v1</c>, or the object's own version where the server answered with the whole object.</summary>
    public string? ApiVersion { get; init; }

    /// <summary><c>PartialObjectMetadata</c>, or the object's own kind where the server answered with the whole object.</summary>
    public string? Kind { get; init; }

    /// <summary>The object's metadata.</summary>
    public ObjectMetadata Metadata { get; init; } = new();
}

/// <summary>An object's metadata as read from the server, without managed fields.</summary>
public sealed record ObjectMetadata
{
    /// <summary>Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Namespace; null when cluster-scoped.</summary>
    public string? Namespace { get; init; }

    /// <summary>Identity of this incarnation of the object.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Version of the object in the server's store; to be compared for equality only.</summary>
    public string ResourceVersion { get; init; } = "";

    /// <summary>Counts changes of the desired state; 0 for kinds that do not count.</summary>
    public long Generation { get; init; }

    /// <summary>When the object was created.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When deletion was asked for; null while it was not.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Labels; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Finalizers that hold the object; null when there are none.</summary>
    public IReadOnlyList<string>? Finalizers { get; init; }

    /// <summary>Owners; null when there are none.</summary>
    public IReadOnlyList<ObjectOwner>? OwnerReferences { get; init; }
}

/// <summary>One entry of an object's <c>ownerReferences</c>.</summary>
public sealed record ObjectOwner
{
    /// <summary>The owner's <c>apiVersion</c>.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The owner's kind.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The owner's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The owner's uid.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Whether the owner is the managing controller.</summary>
    public bool? Controller { get; init; }

    /// <summary>Whether the owner waits for this object in a foreground deletion.</summary>
    public bool? BlockOwnerDeletion { get; init; }
}
