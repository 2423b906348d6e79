using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>State of one resource of a node.</summary>
public sealed record ResourceStatus : OpenRecord
{
    /// <summary>Id of the resource in the form.</summary>
    [Required]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The object's apiVersion.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The object's kind.</summary>
    public string? Kind { get; init; }

    /// <summary>The object's namespace; absent for cluster-scoped kinds.</summary>
    public string? Namespace { get; init; }

    /// <summary>The object's name.</summary>
    public string? Name { get; init; }

    /// <summary>The object's uid as the server gave it.</summary>
    public string? Uid { get; init; }

    /// <summary>Ready, Waiting, Blocked, Skipped, Failed or Conflicted.</summary>
    [AllowedValues(ResourceStates.Ready, ResourceStates.Waiting, ResourceStates.Blocked, ResourceStates.Skipped, ResourceStates.Failed, ResourceStates.Conflicted)]
    public string? State { get; init; }

    /// <summary>Why the resource is in this state, in CamelCase.</summary>
    public string? Reason { get; init; }

    /// <summary>Details for people.</summary>
    public string? Message { get; init; }
}

/// <summary>Values of <see cref="ResourceStatus.State"/>.</summary>
public static class ResourceStates
{
    /// <summary>Applied, and ready when readiness counts.</summary>
    public const string Ready = "Ready";

    /// <summary>Applied, not ready yet, within its timeout.</summary>
    public const string Waiting = "Waiting";

    /// <summary>Not applied because a dependency is not ready yet.</summary>
    public const string Blocked = "Blocked";

    /// <summary>Not applied because a dependency failed.</summary>
    public const string Skipped = "Skipped";

    /// <summary>Could not be rendered or applied, or did not become ready in time.</summary>
    public const string Failed = "Failed";

    /// <summary>Belongs to someone else.</summary>
    public const string Conflicted = "Conflicted";
}
