using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>Columns with a fixed meaning.</summary>
public sealed record ValueMappings : OpenRecord
{
    /// <summary>Column that holds the unique id of a row.</summary>
    [Required]
    public string Uid { get; init => field = value ?? ""; } = "";

    /// <summary>Column that holds the on/off flag of a row.</summary>
    [Required]
    public string Activate { get; init => field = value ?? ""; } = "";

    /// <summary>Deprecated since v1.1.11, to be removed in v1.3.0: column that holds a host name or URL. Use extraValueMappings and the toHost function.</summary>
    public string? HostOrUrl { get; init; }
}
