using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>Progress of a rollout.</summary>
public sealed record RolloutStatus : OpenRecord
{
    /// <summary>Idle, InProgress, Failed or Complete.</summary>
    [AllowedValues(RolloutPhases.Idle, RolloutPhases.InProgress, RolloutPhases.Failed, RolloutPhases.Complete)]
    public string? Phase { get; init; }

    /// <summary>The form's generation that is being rolled out.</summary>
    public long? TargetGeneration { get; init; }

    /// <summary>Number of nodes that use the form.</summary>
    public int? TotalNodes { get; init; }

    /// <summary>Nodes that have the target generation.</summary>
    public int? UpdatedNodes { get; init; }

    /// <summary>Nodes that have the target generation and are not settled yet.</summary>
    public int? UpdatingNodes { get; init; }

    /// <summary>Nodes that have the target generation and are ready.</summary>
    public int? ReadyUpdatedNodes { get; init; }

    /// <summary>When the rollout started.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When the rollout was complete.</summary>
    public DateTimeOffset? CompletionTime { get; init; }

    /// <summary>Details for people.</summary>
    public string? Message { get; init; }
}

/// <summary>Values of <see cref="RolloutStatus.Phase"/>.</summary>
public static class RolloutPhases
{
    /// <summary>Nothing to do.</summary>
    public const string Idle = "Idle";

    /// <summary>Nodes are being updated.</summary>
    public const string InProgress = "InProgress";

    /// <summary>Stopped because nodes failed.</summary>
    public const string Failed = "Failed";

    /// <summary>Every node has the target generation and is ready.</summary>
    public const string Complete = "Complete";
}
