using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>Desired state of a hub.</summary>
public sealed record LynqHubSpec : OpenRecord
{
    /// <summary>The database to read.</summary>
    [Required]
    public HubSource Source { get; init => field = value ?? new(); } = new();

    /// <summary>Which columns hold the identity and the on/off flag of a row.</summary>
    [Required]
    public ValueMappings ValueMappings { get; init => field = value ?? new(); } = new();

    /// <summary>Further template variables: each key is a variable, its value the column that fills it.</summary>
    public IReadOnlyDictionary<string, string>? ExtraValueMappings { get; init; }

    /// <summary>Stops syncing this hub while true; nodes stay as they are.</summary>
    public bool? Paused { get; init; }

    /// <summary>Holds back a sync that would delete suspiciously many nodes.</summary>
    public DeletionGuard? DeletionGuard { get; init; }
}
