using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>Desired state of a form.</summary>
[ResourceListMapKey("id")]
public sealed record LynqFormSpec : ResourceSet
{
    /// <summary>Name of the hub in the same namespace whose rows fill this form. It cannot be changed.</summary>
    [Required]
    [CelRule("self == oldSelf", "hubId is immutable")]
    public string HubId { get; init => field = value ?? ""; } = "";

    /// <summary>How fast a change of this form reaches its nodes.</summary>
    public RolloutSettings? Rollout { get; init; }

    /// <summary>Stops handing this form's changes to nodes while true.</summary>
    public bool? Paused { get; init; }
}
