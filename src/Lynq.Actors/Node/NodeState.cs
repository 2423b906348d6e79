using System.Collections.Immutable;
using Lynq.Actors.Node.Content;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Inventory;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Status;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>What a node's actor remembers. All of it can be read again from the cluster, the row from the hub.</summary>
internal sealed class NodeState(NodeKey key)
{
    private PackedRow _row;
    private PackedRow _writtenRow;
    private PackedTime _lastFullReconcileAt;
    private NodeTrouble _trouble = NodeTrouble.None;

    public NodeKey Key => key;

    /// <summary>The LynqNode; without uid while there is none.</summary>
    public NodeIdentity Identity => new(key.Namespace, key.Name, Facts.Uid);

    /// <summary>The last wish of the hub, without the row that came with it; null before the first.</summary>
    public DesireNode? Desired { get; set; }

    /// <summary>The LynqNode as it was last written or observed.</summary>
    public NodeFacts Facts { get; set; } = NodeFacts.None;

    /// <summary>Hash of the content that the LynqNode holds.</summary>
    public UInt128 ContentHash { get; set; }

    /// <summary>Hash of the content that we wrote last; 0 before the first write of this process.</summary>
    public UInt128 WrittenHash { get; set; }

    /// <summary>A permit was asked for and neither used nor returned.</summary>
    public bool PermitPending { get; set; }

    /// <summary>Number of the last permit that came; 0 for none.</summary>
    public long LastPermit { get; set; }

    /// <summary>A write under an earlier permit may have been done and has not been told: nobody knows yet.</summary>
    public bool PermitUnanswered { get; set; }

    public IReadOnlyList<ResourceSlot> Slots { get; set; } = [];

    public DependencyGraph? Graph { get; set; }

    /// <summary>The form of the LynqNode that was observed; null before.</summary>
    public FormKey? Form { get; set; }

    /// <summary>The hub of the LynqNode that was observed or written; null before.</summary>
    public HubKey? Hub { get; set; }

    public NodeFault? Fault { get; set; }

    /// <summary>Objects that left the content and are not cleaned up yet.</summary>
    public ImmutableList<Orphan> Leaving { get; set; } = [];

    /// <summary>When to try again to clean up what failed of <see cref="Leaving"/>; null when nothing did.</summary>
    public DateTimeOffset? NextRemoval { get => _trouble.NextRemoval; set => Trouble = _trouble with { NextRemoval = value }; }

    /// <summary>Failed attempts in a row to clean up <see cref="Leaving"/>.</summary>
    public int RemovalFailures { get => _trouble.RemovalFailures; set => Trouble = _trouble with { RemovalFailures = value }; }

    /// <summary>Tells this actor from its predecessors of the same node, here or in another process.</summary>
    public long Asker { get; } = Random.Shared.NextInt64(1, long.MaxValue);

    /// <summary>Kinds that are watched for this node.</summary>
    public WatchedKinds Kinds { get; set; } = WatchedKinds.None;

    /// <summary>The LynqNode was created and has not been observed since: others may not know of it yet. Null when they do.</summary>
    public AwaitedEcho? AwaitedEcho { get; set; }

    /// <summary>
    /// A resource left the content while nobody knew whether it had been written: an object of ours may exist that no record
    /// names and no watch has shown yet.
    /// </summary>
    public bool MayHaveStrays { get; set; }

    /// <summary>Started anew, and the LynqNode could not be read yet: nobody knows whether there is one, so none is created.</summary>
    public bool IsUnread { get; set; }

    /// <summary>Started anew: nothing is written before everything that exists has been seen.</summary>
    public bool Recovering { get; set; }

    /// <summary>How often the watches have been asked again since.</summary>
    public byte WatchQuestions { get; set; }

    /// <summary>
    /// While a node of the original operator waits for its turn to be taken over, its status stays as it was: nothing is wrong
    /// with it (contract §22).
    /// </summary>
    public DateTimeOffset TakeOverUntil { get => _trouble.TakeOverUntil; set => Trouble = _trouble with { TakeOverUntil = value }; }

    /// <summary>A change of the content is being applied, and its end is not announced yet.</summary>
    public bool PassOpen { get; set; }

    public UInt128 StatusHash { get; set; }

    public IReadOnlyList<Condition>? Conditions { get; set; }

    public DateTimeOffset? LastFullReconcileAt { get => _lastFullReconcileAt.Value; set => _lastFullReconcileAt = new PackedTime(value); }

    /// <summary>Failed attempts in a row to write the LynqNode or its status.</summary>
    public int WriteFailures { get => _trouble.WriteFailures; set => Trouble = _trouble with { WriteFailures = value }; }

    public int CleanupFailures { get => _trouble.CleanupFailures; set => Trouble = _trouble with { CleanupFailures = value }; }

    /// <summary>The hub, which is being deleted, has been told that an object could not be left behind.</summary>
    public bool RetainFailureTold { get; set; }

    /// <summary>When the clean-up began; null before.</summary>
    public DateTimeOffset? CleanupSince { get => _trouble.CleanupSince; set => Trouble = _trouble with { CleanupSince = value }; }

    /// <summary>A resource is of a kind that the server did not know: at the next try the plans are made anew.</summary>
    public bool KindsMissing => Slots.Any(slot => slot.Resource is null && slot.Plan.Error is null);

    public bool IsBeingTakenOver(DateTimeOffset now) => now < TakeOverUntil && Slots.Any(slot => slot.LookFirst && slot.Own == OwnState.ToApply);

    public bool Exists => Facts.Exists;

    /// <summary>Objects that exist under this node as far as is known.</summary>
    public IEnumerable<InventoryEntry> Inventory =>
        Slots.Where(slot => slot.Plan.Name.Length > 0 && slot.Uid.Length > 0)
            .Select(slot => new InventoryEntry(slot.Plan.Id, slot.Plan.Kind, slot.Plan.Namespace, slot.Plan.Name, slot.Uid))
            .Concat(Leaving.Select(orphan => orphan.Entry));

    /// <summary>The row that is desired, or that the LynqNode's annotations hold; null for none. A new copy with each call.</summary>
    public NodeRow? UnpackRow() => _row.Unpack();

    /// <summary>Remembers the row that is desired. Mostly it is the one that was written, and then held once.</summary>
    public void PackRow(NodeRow? row) => _row = PackedRow.Of(row).SharedWith(_writtenRow);

    /// <summary>The row that the LynqNode was last written for; null for none. A new copy with each call.</summary>
    public NodeRow? UnpackWrittenRow() => _writtenRow.Unpack();

    /// <summary>Remembers the row that the LynqNode was written for.</summary>
    public void PackWrittenRow(NodeRow? row) => _writtenRow = PackedRow.Of(row).SharedWith(_row);

    // One object for all that are well.
    private NodeTrouble Trouble
    {
        set => _trouble = value == NodeTrouble.None ? NodeTrouble.None : value;
    }
}
