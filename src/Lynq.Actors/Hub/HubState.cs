using System.Collections.Frozen;
using System.Collections.Immutable;
using Lynq.Actors.Node;
using Lynq.Crds;

namespace Lynq.Actors.Hub;

/// <summary>All that a hub knows. Rows are known by their hashes only.</summary>
internal sealed record HubState
{
    public static HubState Empty { get; } = new();

    /// <summary>The hub; null before it was observed.</summary>
    public LynqHub? Hub { get; init; }

    /// <summary>The forms that name the hub.</summary>
    public ImmutableSortedDictionary<string, FormEntry> Forms { get; init; } =
        ImmutableSortedDictionary.Create<string, FormEntry>(StringComparer.Ordinal);

    /// <summary>The nodes that exist.</summary>
    public ImmutableDictionary<NodeKey, NodeDigest> Nodes { get; init; } = ImmutableDictionary<NodeKey, NodeDigest>.Empty;

    /// <summary>Row hash by uid of the last good sync; before the first one, of the nodes that exist.</summary>
    public IReadOnlyDictionary<string, UInt128> Rows { get; init; } = FrozenDictionary<string, UInt128>.Empty;

    /// <summary>What is wrong with rows of the last good sync whose values no LynqNode can carry, by uid.</summary>
    public IReadOnlyDictionary<string, string> TooLarge { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Whether <see cref="Rows"/> come from the database: only then is a missing row a row that is gone.</summary>
    public bool RowsAreRead { get; init; }

    /// <summary>What nodes that are not as desired have been told already.</summary>
    public ImmutableDictionary<NodeKey, Telling> Told { get; init; } = ImmutableDictionary<NodeKey, Telling>.Empty;

    /// <summary>Nodes whose deletion was asked for.</summary>
    public ImmutableHashSet<NodeKey> Deleting { get; init; } = [];

    /// <summary>Nodes that could not be created or changed.</summary>
    public ImmutableSortedDictionary<string, Refusal> Refused { get; init; } =
        ImmutableSortedDictionary.Create<string, Refusal>(StringComparer.Ordinal);

    /// <summary>The deletions that the guard holds back; null when it holds none.</summary>
    public HeldDeletions? Held { get; init; }

    /// <summary>The reason of deletions that the status says are held, of a hub that starts anew, until its rows are read; null when it says none.</summary>
    public string? HeldAtStart { get; init; }

    /// <summary>
    /// What the status said of a hub that starts anew, until its second sync has ended: by then all that stands has been found again.
    /// Null when it said nothing, and later.
    /// </summary>
    public string? SaidAtStart { get; init; }

    /// <summary>uids of LynqNodes that may be deleted because somebody has approved the set that they were held in.</summary>
    public ImmutableHashSet<string> Consented { get; init; } = [];

    /// <summary>What the last good sync said; null before it.</summary>
    public SyncFacts? LastSync { get; init; }

    /// <summary>Why the last sync failed; null when it did not.</summary>
    public SyncFailure? Failure { get; init; }

    /// <summary>Failed syncs in a row.</summary>
    public int Failures { get; init; }

    /// <summary>Nodes per form that maxSkew holds back.</summary>
    public ImmutableDictionary<FormKey, int> HeldBack { get; init; } = ImmutableDictionary<FormKey, int>.Empty;

    /// <summary>Nodes that are ready.</summary>
    public int ReadyCount { get; init; }

    /// <summary>Nodes that report failures.</summary>
    public int FailedCount { get; init; }

    public bool IsDeleting => Hub?.Metadata.DeletionTimestamp is not null;

    public bool IsPaused => Hub is { } hub && (hub.Spec.Paused is true || hub.Metadata.Annotation(LynqAnnotations.Paused) == "true");

    /// <summary>Whether nodes may be told to change.</summary>
    public bool MayAct => Hub is not null && !IsDeleting && !IsPaused;

    /// <summary>The same state with a node as it is now.</summary>
    public HubState WithNode(NodeDigest digest)
    {
        var before = Nodes.GetValueOrDefault(digest.Node);
        return this with
        {
            Nodes = Nodes.SetItem(digest.Node, digest),
            ReadyCount = ReadyCount + One(digest.Ready) - One(before is { Ready: true }),
            FailedCount = FailedCount + One(digest.Failed) - One(before is { Failed: true }),
        };
    }

    /// <summary>The same state without a node.</summary>
    public HubState WithoutNode(NodeKey node) => Nodes.TryGetValue(node, out var before)
        ? this with
        {
            Nodes = Nodes.Remove(node),
            Told = Told.Remove(node),
            ReadyCount = ReadyCount - One(before.Ready),
            FailedCount = FailedCount - One(before.Failed),
        }
        : this;

    private static int One(bool counts) => counts ? 1 : 0;
}

/// <summary>A form as its hub sees it.</summary>
internal sealed record FormEntry(FormKey Form, long Generation, bool Valid);

/// <summary>Why a node could not be created or changed.</summary>
internal sealed record Refusal(string Reason, string Message);

/// <summary>What the last good sync said.</summary>
internal sealed record SyncFacts
{
    public required DateTimeOffset EndedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    public required int Read { get; init; }

    public required int Active { get; init; }

    public required int Rejected { get; init; }

    public required int Impossible { get; init; }

    public required ImmutableArray<KeyValuePair<string, string>> RejectedRows { get; init; }
}
