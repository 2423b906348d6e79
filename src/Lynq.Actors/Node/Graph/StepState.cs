namespace Lynq.Actors.Node.Graph;

/// <summary>What is known of a resource by itself, before its dependencies are looked at.</summary>
internal enum OwnState : byte
{
    /// <summary>Its present desired state has not been applied yet.</summary>
    ToApply,

    /// <summary>Applied, and within its time to become ready.</summary>
    NotReady,

    /// <summary>Applied and ready, or not asked to wait for readiness.</summary>
    Ready,

    /// <summary>Could not be rendered, was refused by the API server, failed by itself or ran out of time.</summary>
    Failed,

    /// <summary>Belongs to somebody else (contract §10.3).</summary>
    Conflicted,
}

/// <summary>Where a resource stands with its dependencies taken into account (contract §9).</summary>
internal enum StepState : byte
{
    /// <summary>Waits for a dependency that is not ready yet: neither skipped nor failed.</summary>
    Blocked,

    /// <summary>Is being applied, or applied and not ready yet.</summary>
    Waiting,

    /// <summary>Ready.</summary>
    Ready,

    /// <summary>Not applied because a dependency failed; counts as failed for its own dependents.</summary>
    Skipped,

    /// <summary>Failed by itself.</summary>
    Failed,

    /// <summary>Belongs to somebody else.</summary>
    Conflicted,
}

/// <summary>One resource as the walk sees it.</summary>
/// <param name="Own">Its own state.</param>
/// <param name="SkipOnDependencyFailure">Skip it when a dependency failed (default) or apply it anyway.</param>
internal readonly record struct Step(OwnState Own, bool SkipOnDependencyFailure);

/// <summary>The walk's verdict on one resource.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Apply">It may be applied now.</param>
/// <param name="Cause">The dependency that failed (skipped or proceeding) or is waited for; -1 when none.</param>
/// <param name="DespiteFailure">It goes ahead although <paramref name="Cause"/> failed.</param>
internal readonly record struct StepVerdict(StepState State, bool Apply, int Cause = -1, bool DespiteFailure = false);
