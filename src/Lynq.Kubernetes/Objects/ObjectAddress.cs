namespace Lynq.Kubernetes;

/// <summary>Where one object is: its resource, its namespace (null when cluster-scoped) and its name. Made by <see cref="ApiResource.Named"/>.</summary>
public readonly record struct ObjectAddress(ApiResource Resource, string? Namespace, string Name)
{
    /// <summary>The same object by its kind, for use as a key.</summary>
    public ResourceKey Key => new(Resource.GroupVersionKind, Namespace ?? "", Name);

    /// <inheritdoc/>
    public override string ToString() => Namespace is null ? $"{Resource}/{Name}" : $"{Resource}/{Namespace}/{Name}";
}

/// <summary>The identity of one object by kind; <paramref name="Namespace"/> is empty for a cluster-scoped object.</summary>
public readonly record struct ResourceKey(GroupVersionKind Kind, string Namespace, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Namespace.Length == 0 ? $"{Kind.Kind}/{Name}" : $"{Kind.Kind}/{Namespace}/{Name}";
}
