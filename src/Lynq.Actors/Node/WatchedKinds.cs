using System.Collections.Immutable;
using Lynq.Actors.Node.Sharing;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>What a watch has told a node of a kind.</summary>
internal enum KindSight : byte
{
    /// <summary>Nothing yet.</summary>
    Awaited,

    /// <summary>Everything that exists.</summary>
    Told,

    /// <summary>That it cannot be watched.</summary>
    Unavailable,
}

/// <summary>The kinds that are watched for a node. Immutable and equal by value: all nodes of a form that rest hold the same one.</summary>
internal sealed class WatchedKinds : IEquatable<WatchedKinds>
{
    private const int Limit = 1000;

    private static readonly SharedValues<WatchedKinds> Shared = new(Limit);

    private readonly ImmutableArray<(GroupVersionKind Kind, KindSight Sight)> _kinds;

    private WatchedKinds(ImmutableArray<(GroupVersionKind Kind, KindSight Sight)> kinds) => _kinds = kinds;

    public static WatchedKinds None { get; } = new([]);

    /// <summary>The kinds, in the order in which they came into use.</summary>
    public IEnumerable<GroupVersionKind> Kinds => _kinds.Select(entry => entry.Kind);

    public bool IsEmpty => _kinds.IsEmpty;

    /// <summary>The kinds that have not been told yet.</summary>
    public IEnumerable<GroupVersionKind> Awaited => _kinds.Where(entry => entry.Sight == KindSight.Awaited).Select(entry => entry.Kind);

    /// <summary>Some kind has not been told yet.</summary>
    public bool IsAwaited => _kinds.Any(entry => entry.Sight == KindSight.Awaited);

    /// <summary>Everything that exists of every kind has been told.</summary>
    public bool IsAllTold => _kinds.All(entry => entry.Sight == KindSight.Told);

    public bool Contains(GroupVersionKind kind) => IndexOf(kind) >= 0;

    /// <summary>The same with a kind, new or as it is seen now.</summary>
    public WatchedKinds With(GroupVersionKind kind, KindSight sight)
    {
        var at = IndexOf(kind);
        if (at >= 0 && _kinds[at].Sight == sight) return this;
        return Shared.Of(new WatchedKinds(at < 0 ? _kinds.Add((kind, sight)) : _kinds.SetItem(at, (kind, sight))));
    }

    /// <summary>The same without a kind.</summary>
    public WatchedKinds Without(GroupVersionKind kind) =>
        IndexOf(kind) is >= 0 and var at ? Shared.Of(new WatchedKinds(_kinds.RemoveAt(at))) : this;

    public bool Equals(WatchedKinds? other) => other is not null && _kinds.AsSpan().SequenceEqual(other._kinds.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as WatchedKinds);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var (kind, sight) in _kinds) hash.Add((kind, sight));
        return hash.ToHashCode();
    }

    private int IndexOf(GroupVersionKind kind)
    {
        for (var i = 0; i < _kinds.Length; i++)
        {
            if (_kinds[i].Kind == kind) return i;
        }

        return -1;
    }
}
