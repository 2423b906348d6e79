using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>What hubs and rollouts need to know of a LynqNode: a few hundred bytes instead of the object.</summary>
public sealed record NodeDigest
{
    private readonly PackedUid _objectUid;
    private readonly PackedTime _updateStartedAt;
    private readonly PackedTime _readyChangedAt;

    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>uid of the LynqNode object.</summary>
    public required string ObjectUid { get => _objectUid.ToString(); init => _objectUid = new PackedUid(value); }

    /// <summary>The hub it belongs to, by label or annotation.</summary>
    public required HubKey Hub { get; init; }

    /// <summary>The form of <c>spec.templateRef</c>.</summary>
    public required FormKey Form { get; init; }

    /// <summary><c>spec.uid</c>.</summary>
    public required string RowUid { get; init; }

    /// <summary>Hash of the row that its annotations hold.</summary>
    public required UInt128 RowHash { get; init; }

    /// <summary>uid of the LynqHub in its controller reference; empty when there is none.</summary>
    public required string OwnerUid { get; init; }

    /// <summary><c>lynq.sh/template-generation</c>; 0 when missing.</summary>
    public required long TemplateGeneration { get; init; }

    /// <summary><c>metadata.generation</c>.</summary>
    public required long Generation { get; init; }

    /// <summary><c>status.observedGeneration</c>.</summary>
    public required long ObservedGeneration { get; init; }

    /// <summary>Condition Ready is True.</summary>
    public required bool Ready { get; init; }

    /// <summary>Condition Progressing is True: workloads of it are still being replaced.</summary>
    public required bool Progressing { get; init; }

    /// <summary>It reports failures, not merely a start that takes its time (contract §6 step 8).</summary>
    public required bool Failed { get; init; }

    /// <summary>It has a deletion timestamp.</summary>
    public required bool Deleting { get; init; }

    /// <summary>Value of <c>lynq.sh/rollout-update-start</c>; null when missing or not a time.</summary>
    public DateTimeOffset? UpdateStartedAt { get => _updateStartedAt.Value; init => _updateStartedAt = new PackedTime(value); }

    /// <summary>When condition Ready last changed its status; null when it has none.</summary>
    public DateTimeOffset? ReadyChangedAt { get => _readyChangedAt.Value; init => _readyChangedAt = new PackedTime(value); }

    /// <summary>Nothing of it is under way: Ready for its present generation, and nothing is being replaced.</summary>
    public bool Settled => Ready && !Progressing && ObservedGeneration >= Generation;

    /// <summary>The same, with the texts of an earlier digest of the node where they are equal: whoever has kept that one holds them already.</summary>
    internal NodeDigest SharingTextsOf(NodeDigest earlier) => this with
    {
        Node = earlier.Node == Node ? earlier.Node : Node,
        RowUid = earlier.RowUid == RowUid ? earlier.RowUid : RowUid,
    };
}
