namespace Lynq.Crds;

/// <summary>When an object is written (contract §10.1).</summary>
public enum CreationPolicy
{
    /// <summary>Create, then keep in line with the form.</summary>
    WhenNeeded,

    /// <summary>Create and never change afterwards.</summary>
    Once,
}

/// <summary>What becomes of an object that is no longer wanted (contract §10.2).</summary>
public enum DeletionPolicy
{
    /// <summary>It is deleted.</summary>
    Delete,

    /// <summary>It stays, marked as an orphan.</summary>
    Retain,
}

/// <summary>What happens when fields belong to another manager (contract §10.3).</summary>
public enum ConflictPolicy
{
    /// <summary>Nothing is changed and the conflict is reported.</summary>
    Stuck,

    /// <summary>The fields are taken over.</summary>
    Force,
}

/// <summary>How an object is written (contract §10.7).</summary>
public enum PatchStrategy
{
    /// <summary>Server-side apply.</summary>
    Apply,

    /// <summary>Merge patch.</summary>
    Merge,

    /// <summary>Full update.</summary>
    Replace,
}

/// <summary>The policies of a resource with defaults filled in. Spellings outside the schema count as absent.</summary>
public readonly record struct ResourcePolicies(
    CreationPolicy Creation,
    DeletionPolicy Deletion,
    ConflictPolicy Conflict,
    PatchStrategy Patch,
    bool WaitForReady,
    bool SkipOnDependencyFailure,
    TimeSpan Timeout,
    bool Recreate = false)
{
    /// <summary>Reads the policies of a resource.</summary>
    public static ResourcePolicies Of(ResourceTemplate resource) => new(
        resource.CreationPolicy == nameof(CreationPolicy.Once) ? CreationPolicy.Once : CreationPolicy.WhenNeeded,
        DeletionOf(resource.DeletionPolicy),
        resource.ConflictPolicy == nameof(ConflictPolicy.Force) ? ConflictPolicy.Force : ConflictPolicy.Stuck,
        resource.PatchStrategy switch { "merge" => PatchStrategy.Merge, "replace" => PatchStrategy.Replace, _ => PatchStrategy.Apply },
        resource.WaitForReady ?? true,
        resource.SkipOnDependencyFailure ?? true,
        TimeSpan.FromSeconds(resource.TimeoutSeconds is > 0 and var seconds ? seconds : ResourceDefaults.TimeoutSeconds),
        resource is { RecreateOnImmutable: true, PatchStrategy: "replace" } && DeletionOf(resource.DeletionPolicy) == DeletionPolicy.Delete);

    /// <summary>Reads a deletion policy, also from the annotation on a live object; anything but Retain means Delete (contract §10.2).</summary>
    public static DeletionPolicy DeletionOf(string? text) =>
        text == nameof(DeletionPolicy.Retain) ? DeletionPolicy.Retain : DeletionPolicy.Delete;
}
