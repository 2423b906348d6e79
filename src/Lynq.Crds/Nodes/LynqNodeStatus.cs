namespace Lynq.Crds;

/// <summary>Observed state of a node.</summary>
public sealed record LynqNodeStatus : OpenRecord
{
    /// <summary>The generation that was last reconciled.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Number of resources of this node.</summary>
    public int? DesiredResources { get; init; }

    /// <summary>Number of resources that are ready.</summary>
    public int? ReadyResources { get; init; }

    /// <summary>Number of resources that failed, conflicts included.</summary>
    public int? FailedResources { get; init; }

    /// <summary>Number of resources left out because a dependency failed.</summary>
    public int? SkippedResources { get; init; }

    /// <summary>Ids of the skipped resources, sorted.</summary>
    public IReadOnlyList<string>? SkippedResourceIds { get; init; }

    /// <summary>Objects this node manages, sorted: Kind/namespace/name@id, or Kind/name@id for cluster-scoped kinds.</summary>
    public IReadOnlyList<string>? AppliedResources { get; init; }

    /// <summary>State of each resource.</summary>
    public IReadOnlyList<ResourceStatus>? Resources { get; init; }

    /// <summary>When every resource had last been checked as this status was written. A check that finds nothing writes nothing.</summary>
    public DateTimeOffset? LastFullReconcileAt { get; init; }

    /// <summary>Conditions: Ready, Progressing, Conflicted and Degraded.</summary>
    public IReadOnlyList<Condition>? Conditions { get; init; }
}
