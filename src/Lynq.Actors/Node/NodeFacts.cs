using System.Globalization;
using Lynq.Actors.Node.Sharing;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>The few facts of a LynqNode that decide what is to be done; compared instead of the object.</summary>
internal sealed record NodeFacts
{
    private static readonly string[] OwnFinalizer = [LynqNames.NodeFinalizer];

    private readonly PackedUid _uid;
    private readonly PackedVersion _version;
    private readonly PackedTime _deletingSince;

    /// <summary>Mark of the metadata that the server answered our write with; 0 for what was observed (<see cref="MetadataMark"/>).</summary>
    public int Mark { get; init; }

    public static readonly NodeFacts None = new() { Uid = "" };

    public required string Uid { get => _uid.ToString(); init => _uid = new PackedUid(value); }

    /// <summary>There is a LynqNode.</summary>
    public bool Exists => !_uid.IsEmpty;

    public long Generation { get; init; }

    public string ResourceVersion { get => _version.ToString(); init => _version = new PackedVersion(value); }

    /// <summary>Generation of the form that it was rendered from; 0 when the annotation is missing.</summary>
    public long TemplateGeneration { get; init; }

    /// <summary>Hash of the row in its annotations; 0 when they cannot be read.</summary>
    public UInt128 RowHash { get; init; }

    /// <summary>The templates of its spec are raw: the original operator wrote it (contract §4.6 rule 5).</summary>
    public bool IsRaw { get; init; }

    public bool Deleting => DeletingSince is not null;

    public DateTimeOffset? DeletingSince { get => _deletingSince.Value; init => _deletingSince = new PackedTime(value); }

    public bool Paused { get; init; }

    public IReadOnlyList<string> Finalizers { get; init; } = [];

    public bool HasFinalizer => Finalizers.Contains(LynqNames.NodeFinalizer, StringComparer.Ordinal);

    /// <summary>Values of the annotations that ask for a re-apply (contract §2.5).</summary>
    public string ForceToken { get; init; } = "";

    /// <summary>Labels that lead from the hub to it are as they should be.</summary>
    public bool IsLabelled { get; init; }

    /// <summary>uid of the LynqHub that controls it; empty when none does.</summary>
    public string HubUid { get; init; } = "";

    /// <summary>Its owner references but those to hubs of ours; empty for nearly every node.</summary>
    public IReadOnlyList<OwnerReference> OtherOwners { get; init; } = [];

    /// <summary>Whether its controller is the hub of this uid, or somebody whose place the hub cannot take (contract §2.3).</summary>
    public bool IsOwnedBy(string hubUid) => hubUid.Length == 0 || HubUid == hubUid || OtherOwners.Any(owner => owner.Controller is true);

    /// <param name="node">What is known of the LynqNode.</param>
    /// <param name="rowHash">Hash of the row in its annotations; 0 when they cannot be read.</param>
    public static NodeFacts Of(NodeHead node, UInt128 rowHash) => new()
    {
        Uid = node.Metadata.Uid ?? "",
        Generation = node.Metadata.Generation ?? 0,
        ResourceVersion = node.Metadata.ResourceVersion ?? "",
        TemplateGeneration = long.TryParse(node.Metadata.Annotation(LynqAnnotations.TemplateGeneration), NumberStyles.None, CultureInfo.InvariantCulture, out var generation) ? generation : 0,
        RowHash = rowHash,
        IsRaw = node.Metadata.Annotation(LynqAnnotations.RenderFormat) != Content.NodeAnnotations.Evaluated,
        DeletingSince = node.Metadata.DeletionTimestamp,
        Paused = node.Metadata.Annotation(LynqAnnotations.Paused) == "true",
        // Nearly all have just ours: these share one list.
        Finalizers = node.Metadata.Finalizers switch { null => [], [LynqNames.NodeFinalizer] => OwnFinalizer, var several => several },
        ForceToken = SharedText.Of($"{node.Metadata.Annotation(LynqAnnotations.ForceReconcile)}\n{node.Metadata.Annotation(LynqAnnotations.Reconcile)}"),
        IsLabelled = node.Metadata.Label(LynqLabels.Hub) is { Length: > 0 } && node.Metadata.Label(LynqLabels.Uid) == node.RowUid,
        HubUid = SharedText.Of(node.Metadata.OwnerReferences?.FirstOrDefault(owner => IsHub(owner) && owner.Controller is true)?.Uid ?? ""),
        OtherOwners = node.Metadata.OwnerReferences is { } owners && owners.Any(owner => !IsHub(owner)) ? [.. owners.Where(owner => !IsHub(owner))] : [],
    };

    private static bool IsHub(OwnerReference owner) => owner.Kind == LynqApi.HubKind && owner.ApiVersion?.StartsWith(LynqApi.Group + "/", StringComparison.Ordinal) == true;
}
