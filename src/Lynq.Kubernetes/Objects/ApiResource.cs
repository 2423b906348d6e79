namespace Lynq.Kubernetes;

/// <summary>One kind as an API server offers it: how its objects are addressed and what may be done with them.</summary>
/// <param name="Group">API group, empty for the core group.</param>
/// <param name="Version">Version within the group.</param>
/// <param name="Kind">Kind, as in <c>kind:</c>.</param>
/// <param name="Plural">Name in URLs, e.g. <c>deployments</c>.</param>
/// <param name="Namespaced">Whether objects live in a namespace.</param>
public sealed record ApiResource(string Group, string Version, string Kind, string Plural, bool Namespaced)
{
    /// <summary>What the server allows for the kind, as far as discovery says; all verbs when it was not asked.</summary>
    public ApiVerbs Verbs { get; init; } = ApiVerbs.All;

    /// <summary>Whether the kind has a <c>status</c> subresource.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Whether the kind has a <c>scale</c> subresource.</summary>
    public bool HasScale { get; init; }

    /// <summary>The kind with its group and version.</summary>
    public GroupVersionKind GroupVersionKind => new(Group, Version, Kind);

    /// <summary>The group and version as <c>apiVersion</c> has them.</summary>
    public string ApiVersion => GroupVersionKind.ApiVersion;

    /// <summary>The address of one object of this kind. A namespace given for a cluster-scoped kind is dropped.</summary>
    /// <exception cref="ArgumentException">The kind is namespaced and no namespace is given.</exception>
    public ObjectAddress Named(string? ns, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Namespaced && string.IsNullOrEmpty(ns))
            throw new ArgumentException($"{Kind} {name} is namespaced: say in which namespace it is", nameof(ns));
        return new(this, Namespaced ? ns : null, name);
    }

    /// <summary>The plural with its group, as RBAC and messages name a resource: <c>deployments.apps</c>.</summary>
    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}

/// <summary>Verbs that a server allows for a resource.</summary>
[Flags]
public enum ApiVerbs
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Read one object.</summary>
    Get = 1,

    /// <summary>Read many objects.</summary>
    List = 2,

    /// <summary>Follow changes.</summary>
    Watch = 4,

    /// <summary>Create.</summary>
    Create = 8,

    /// <summary>Replace.</summary>
    Update = 16,

    /// <summary>Patch, server-side apply included.</summary>
    Patch = 32,

    /// <summary>Delete one object.</summary>
    Delete = 64,

    /// <summary>Delete many objects.</summary>
    DeleteCollection = 128,

    /// <summary>Everything.</summary>
    All = Get | List | Watch | Create | Update | Patch | Delete | DeleteCollection,
}
