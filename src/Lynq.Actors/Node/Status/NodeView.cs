namespace Lynq.Actors.Node.Status;

/// <summary>Everything that the status of a node is made of.</summary>
internal sealed record NodeView
{
    /// <summary>metadata.generation that the resources are of.</summary>
    public required long Generation { get; init; }

    /// <summary>The resources in the order of the spec, then what is leaving.</summary>
    public required IReadOnlyList<ResourceView> Resources { get; init; }

    /// <summary>Changed resources are being applied or replaced.</summary>
    public bool Progressing { get; init; }

    /// <summary>The node could not start; null when it could.</summary>
    public NodeFault? Fault { get; init; }

    /// <summary>When every resource was last checked or applied.</summary>
    public DateTimeOffset? LastFullReconcileAt { get; init; }

    public int Count(Graph.StepState state) => Resources.Count(r => !r.Leaving && r.State == state);
}

/// <summary>Why nothing of a node can be applied (contract §8 steps 2 and 3).</summary>
/// <param name="ReadyReason">Reason of Ready False.</param>
/// <param name="DegradedReason">Reason of Degraded True.</param>
/// <param name="Message">What is wrong and where.</param>
internal sealed record NodeFault(string ReadyReason, string DegradedReason, string Message);
