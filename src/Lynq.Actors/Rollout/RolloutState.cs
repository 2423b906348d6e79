using System.Collections.Immutable;
using Lynq.Actors.Node;
using Lynq.Crds;
using Lynq.Crds.Validation;

namespace Lynq.Actors.Rollout;

/// <summary>All that the rollout of one form knows.</summary>
internal sealed record RolloutState
{
    public static RolloutState Empty { get; } = new();

    /// <summary>The form, without its resources; null before it was observed and after it is gone.</summary>
    public LynqForm? Form { get; init; }

    /// <summary>What is wrong with the form, apart from its hub.</summary>
    public IReadOnlyList<Problem> Errors { get; init; } = [];

    /// <summary>Whether the hub that the form names exists.</summary>
    public bool HubExists { get; init; }

    /// <summary>The nodes that exist.</summary>
    public ImmutableDictionary<NodeKey, NodeDigest> Nodes { get; init; } = ImmutableDictionary<NodeKey, NodeDigest>.Empty;

    /// <summary>Nodes that may be changed or are changing: never more than maxSkew.</summary>
    public ImmutableDictionary<NodeKey, Slot> Slots { get; init; } = ImmutableDictionary<NodeKey, Slot>.Empty;

    /// <summary>Nodes that wait for a slot, in the order in which they get one.</summary>
    public ImmutableSortedSet<Waiting> Queue { get; init; } = ImmutableSortedSet.Create<Waiting>(Waiting.Order);

    /// <summary>Nodes that did not become ready in time after a change, with the generation of the form that they failed at.</summary>
    public ImmutableSortedDictionary<string, long> Failed { get; init; } =
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>How many nodes the form shall have; null before the hub has read its rows.</summary>
    public int? Desired { get; init; }

    /// <summary>
    /// Nothing is granted before this time: permits of a predecessor that failed may still be under way, and whoever uses one
    /// says so meanwhile. Null when there was none.
    /// </summary>
    public DateTimeOffset? QuietUntil { get; init; }

    /// <summary>Number of the last permit that was granted; 0 for none.</summary>
    public long LastPermit { get; init; }

    /// <summary>The generation that is rolled out.</summary>
    public long Generation => Form?.Metadata.Generation ?? 0;

    /// <summary>How many nodes may be changing; 0 for any number.</summary>
    public int MaxSkew => Math.Max(0, Form?.Spec.Rollout?.MaxSkew ?? FormDefaults.MaxSkew);

    /// <summary>Time that a node has to become ready after a change.</summary>
    public TimeSpan Deadline => TimeSpan.FromSeconds(Form?.Spec.Rollout?.ProgressDeadlineSeconds ?? FormDefaults.ProgressDeadlineSeconds);

    /// <summary>Failed nodes from which on nothing further is changed.</summary>
    public int MaxFailures => Math.Max(1, Form?.Spec.Rollout?.MaxFailures ?? FormDefaults.MaxFailures);

    /// <summary>Nodes that failed at the generation that is rolled out.</summary>
    public int FailedNow => Failed.Values.Count(generation => generation >= Generation);

    /// <summary>Whether the rollout has stopped because of failures.</summary>
    public bool HasFailed => FailedNow >= MaxFailures;

    /// <summary>Whether nodes may be changed at all.</summary>
    public bool MayGrant => Form is { Metadata.DeletionTimestamp: null } form && Errors.Count == 0
        && form.Spec.Paused is not true && form.Metadata.Annotation(LynqAnnotations.Paused) != "true";
}

/// <summary>A node that may be changed or is changing.</summary>
internal sealed record Slot
{
    /// <summary>The form's generation that the permit is for.</summary>
    public required long FormGeneration { get; init; }

    /// <summary>When the permit was granted.</summary>
    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>Number of the permit that was granted last; 0 when none was.</summary>
    public long Permit { get; init; }

    /// <summary>
    /// The node has not answered the permit yet: it may be about to write under it. A node never has two permits under way, so that
    /// the return of one never frees the slot of another.
    /// </summary>
    public bool UnderWay { get; init; }

    /// <summary>Whether the node still has to say what became of its permit, or whether it has written anything under it.</summary>
    public bool AwaitsAnswer => UnderWay || Written is null;

    /// <summary>When the permit was sent last.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>metadata.generation of the node when the permit was granted; 0 when it did not exist.</summary>
    public required long GenerationBefore { get; init; }

    /// <summary>uid of the LynqNode that is meant: the one there was when the permit was granted, then the one that was written; empty when there was none.</summary>
    public string ObjectUid { get; init; } = "";

    /// <summary>uid of the last LynqNode of the name that went; empty for none. Word of its creation may come after that of its end.</summary>
    public string GoneUid { get; init; } = "";

    /// <summary>metadata.generation that the node's write produced; null until it has written.</summary>
    public long? Written { get; init; }

    /// <summary>What an earlier permit of the node had written when this one was granted, if that had not settled.</summary>
    public long? WrittenBefore { get; init; }

    /// <summary>The node was failing before it was changed: if it goes on failing the rollout is not to blame.</summary>
    public bool WasFailing { get; init; }
}

/// <summary>A node that waits for a slot.</summary>
internal sealed record Waiting(NodeKey Node, bool Urgent)
{
    /// <summary>Failing nodes first, because a newer generation may be their cure; then by name (contract §12).</summary>
    public static IComparer<Waiting> Order { get; } = Comparer<Waiting>.Create((a, b) =>
        a.Urgent != b.Urgent ? b.Urgent.CompareTo(a.Urgent) : string.CompareOrdinal(a.Node.Name, b.Node.Name));
}
