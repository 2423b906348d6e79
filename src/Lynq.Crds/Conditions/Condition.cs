using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>One aspect of the object's current state.</summary>
public sealed record Condition : OpenRecord
{
    /// <summary>Type of the condition in CamelCase.</summary>
    [Required]
    [MaxLength(316)]
    [RegularExpression("^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$")]
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>One of True, False, Unknown.</summary>
    [Required]
    [AllowedValues("True", "False", "Unknown")]
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>The generation of the object that this condition was computed from.</summary>
    [Range(0L, long.MaxValue)]
    public long? ObservedGeneration { get; init; }

    /// <summary>When the status last changed from one value to another.</summary>
    [Required]
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>The reason of the last transition in CamelCase.</summary>
    [Required]
    [MinLength(1)]
    [MaxLength(1024)]
    [RegularExpression("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")]
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>Details for people; may be empty.</summary>
    [Required]
    [MaxLength(32768)]
    public string Message { get; init => field = value ?? ""; } = "";
}
