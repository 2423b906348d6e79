using Lynq.Kubernetes;
using Lynq.Crds;

namespace Lynq.Actors.Node.Composition;

/// <summary>
/// One resource of a node as it shall be: everything that is known without looking at the cluster. Kept for as long as the
/// content stays, so the object itself is held packed.
/// </summary>
internal sealed record ResourcePlan
{
    /// <summary>Id within the form.</summary>
    public required string Id { get; init; }

    /// <summary>Its policies with defaults filled in.</summary>
    public required ResourcePolicies Policies { get; init; }

    /// <summary>Ids of what must be ready first.</summary>
    public IReadOnlyList<string> DependIds { get; init; } = [];

    /// <summary>Paths that keep whatever the cluster has (contract §10.6); empty for most.</summary>
    public IReadOnlyList<string> IgnoreFields { get; init; } = [];

    /// <summary>Why it cannot be applied: rendering failed, or no object comes out of it; null when it can.</summary>
    public string? Error { get; init; }

    /// <summary>The kind; default when <see cref="Error"/> is set before it is known.</summary>
    public GroupVersionKind Kind { get; init; }

    /// <summary>Namespace; empty when cluster-scoped.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Fingerprint of the desired object, 16 hexadecimal digits as a number.</summary>
    public ulong Hash { get; init; }

    /// <summary>The desired object, without what only a write adds (apply-start-time).</summary>
    public PackedJson Body { get; init; }

    /// <summary>Carries an owner reference to the node (same namespace, Delete, not cluster-scoped).</summary>
    public bool Owned { get; init; }

    /// <summary>What the form asks of the live object for it to be ready; empty for the rule of its kind.</summary>
    public IReadOnlyList<ReadyCondition> ReadyWhen { get; init; } = [];

    /// <summary>The object as a watch names it.</summary>
    public ResourceKey Key => new(Kind, Namespace, Name);
}
