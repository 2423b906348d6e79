namespace Lynq.Crds;

/// <summary>Observed state of a form.</summary>
public sealed record LynqFormStatus : OpenRecord
{
    /// <summary>The generation that was last validated.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Number of nodes that use this form.</summary>
    public int? TotalNodes { get; init; }

    /// <summary>Number of those nodes that are ready.</summary>
    public int? ReadyNodes { get; init; }

    /// <summary>Progress of the present rollout; absent when maxSkew is 0.</summary>
    public RolloutStatus? Rollout { get; init; }

    /// <summary>What is wrong with the form; empty when it is valid.</summary>
    public IReadOnlyList<string>? ValidationErrors { get; init; }

    /// <summary>Conditions: Valid and Applied.</summary>
    public IReadOnlyList<Condition>? Conditions { get; init; }
}
