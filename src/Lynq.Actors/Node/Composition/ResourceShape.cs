using Lynq.Actors.Node.Sharing;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Composition;

/// <summary>
/// What the resources of one place in a form have in common, whatever the row: mostly one for all nodes of the form in a
/// namespace. Equal by value.
/// </summary>
internal sealed record ResourceShape
{
    private const int Limit = 5000;

    private static readonly SharedValues<ResourceShape> Shapes = new(Limit);

    private TextBasis? _basis;

    /// <summary>Id within the form.</summary>
    public required string Id { get; init; }

    /// <summary>Its policies with defaults filled in.</summary>
    public required ResourcePolicies Policies { get; init; }

    /// <summary>Ids of what must be ready first.</summary>
    public IReadOnlyList<string> DependIds { get; init; } = [];

    /// <summary>Paths that keep whatever the cluster has (contract §10.6); empty for most.</summary>
    public IReadOnlyList<string> IgnoreFields { get; init; } = [];

    /// <summary>What the form asks of the live object for it to be ready; empty for the rule of its kind.</summary>
    public IReadOnlyList<ReadyCondition> ReadyWhen { get; init; } = [];

    /// <summary>The kind; default when there is a fault before it is known.</summary>
    public GroupVersionKind Kind { get; init; }

    /// <summary>Namespace; empty when cluster-scoped.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Carries an owner reference to the node (same namespace, Delete, not cluster-scoped).</summary>
    public bool Owned { get; init; }

    /// <summary>The copy that all equal ones share.</summary>
    public ResourceShape Shared() => Shapes.Of(this);

    /// <summary>Packs the object of a resource of this shape. The last one that was like none before is what the next are compared with.</summary>
    public PackedJson Pack(ReadOnlySpan<byte> utf8)
    {
        var packed = PackedJson.Pack(utf8, Volatile.Read(ref _basis), out var isLikeIt);
        if (isLikeIt) return packed;
        var basis = new TextBasis(utf8.ToArray());
        Volatile.Write(ref _basis, basis);
        return packed;
    }

    public bool Equals(ResourceShape? other) => other is not null
        && Id == other.Id && Namespace == other.Namespace && Kind == other.Kind && Owned == other.Owned && Policies == other.Policies
        && DependIds.SequenceEqual(other.DependIds, StringComparer.Ordinal)
        && IgnoreFields.SequenceEqual(other.IgnoreFields, StringComparer.Ordinal)
        && ReadyWhen.SequenceEqual(other.ReadyWhen);

    public override int GetHashCode() => HashCode.Combine(Id, Namespace, Kind, Owned, Policies, DependIds.Count, IgnoreFields.Count, ReadyWhen.Count);
}
