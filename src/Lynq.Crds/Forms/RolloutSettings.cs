using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>Pace of a rollout.</summary>
public sealed record RolloutSettings : OpenRecord
{
    /// <summary>How many nodes may be updating at the same time; 0 means all of them.</summary>
    [DefaultValue(FormDefaults.MaxSkew)]
    [Range(0, int.MaxValue)]
    public int? MaxSkew { get; init; }

    /// <summary>Seconds a node may take to become ready after its update before it counts as failed.</summary>
    [DefaultValue(FormDefaults.ProgressDeadlineSeconds)]
    [Range(60, 3600)]
    public int? ProgressDeadlineSeconds { get; init; }

    /// <summary>How many nodes may fail before the rollout stops.</summary>
    [DefaultValue(FormDefaults.MaxFailures)]
    [Range(1, int.MaxValue)]
    public int? MaxFailures { get; init; }
}

/// <summary>Default values of form fields (contract §1.2).</summary>
public static class FormDefaults
{
    /// <summary>Default of rollout.maxSkew: unlimited.</summary>
    public const int MaxSkew = 0;

    /// <summary>Default of rollout.progressDeadlineSeconds.</summary>
    public const int ProgressDeadlineSeconds = 600;

    /// <summary>Default of rollout.maxFailures.</summary>
    public const int MaxFailures = 1;
}
