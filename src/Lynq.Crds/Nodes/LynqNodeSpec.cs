using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>Desired state of a node.</summary>
public sealed record LynqNodeSpec : ResourceSet
{
    /// <summary>The row's unique id.</summary>
    [Required]
    public string Uid { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the form.</summary>
    [Required]
    public string TemplateRef { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the hub.</summary>
    public string? HubId { get; init; }
}
