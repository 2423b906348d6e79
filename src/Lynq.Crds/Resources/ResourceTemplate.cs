using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lynq.Crds;

/// <summary>One resource of a form, with templates, or of a node, rendered (contract §1.4).</summary>
public sealed record ResourceTemplate : OpenRecord
{
    /// <summary>Identifies the resource within the form.</summary>
    [Required]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>A complete Kubernetes object with apiVersion and kind. Its strings are templates.</summary>
    [Required]
    [PreserveUnknownFields]
    public JsonElement? Spec { get; init; }

    /// <summary>Template of the object's name. Absent: metadata.name of the object.</summary>
    public string? NameTemplate { get; init; }

    /// <summary>Labels to set; values are templates.</summary>
    public IReadOnlyDictionary<string, string>? LabelsTemplate { get; init; }

    /// <summary>Annotations to set; values are templates.</summary>
    public IReadOnlyDictionary<string, string>? AnnotationsTemplate { get; init; }

    /// <summary>Template of the object's namespace. Absent: the node's namespace.</summary>
    public string? TargetNamespace { get; init; }

    /// <summary>Ids of resources of the same form that must be ready first.</summary>
    public IReadOnlyList<string>? DependIds { get; init; }

    /// <summary>Leave this resource out when one of its dependencies failed.</summary>
    [DefaultValue(true)]
    public bool? SkipOnDependencyFailure { get; init; }

    /// <summary>WhenNeeded keeps the object in line with the form; Once creates it and never changes it again.</summary>
    [DefaultValue(nameof(Crds.CreationPolicy.WhenNeeded))]
    [AllowedValues(nameof(Crds.CreationPolicy.Once), nameof(Crds.CreationPolicy.WhenNeeded))]
    public string? CreationPolicy { get; init; }

    /// <summary>Delete removes the object with its row; Retain leaves it in the cluster.</summary>
    [DefaultValue(nameof(Crds.DeletionPolicy.Delete))]
    [AllowedValues(nameof(Crds.DeletionPolicy.Delete), nameof(Crds.DeletionPolicy.Retain))]
    public string? DeletionPolicy { get; init; }

    /// <summary>Stuck leaves fields of other owners alone and reports a conflict; Force takes them over.</summary>
    [DefaultValue(nameof(Crds.ConflictPolicy.Stuck))]
    [AllowedValues(nameof(Crds.ConflictPolicy.Force), nameof(Crds.ConflictPolicy.Stuck))]
    public string? ConflictPolicy { get; init; }

    /// <summary>How the object is written: apply (server-side apply), merge or replace.</summary>
    [DefaultValue("apply")]
    [AllowedValues("apply", "merge", "replace")]
    public string? PatchStrategy { get; init; }

    /// <summary>Count the resource as ready only when the object reports so.</summary>
    [DefaultValue(true)]
    public bool? WaitForReady { get; init; }

    /// <summary>Seconds the object may take to become ready.</summary>
    [DefaultValue(ResourceDefaults.TimeoutSeconds)]
    [Range(1, 3600)]
    public int? TimeoutSeconds { get; init; }

    /// <summary>JSONPath expressions of fields that keep whatever the cluster has after creation.</summary>
    public IReadOnlyList<string>? IgnoreFields { get; init; }

    /// <summary>Count the object as ready when all of these hold, instead of by the rule of its kind.</summary>
    public IReadOnlyList<ReadyCondition>? ReadyWhen { get; init; }

    /// <summary>With patchStrategy replace and deletionPolicy Delete: delete the object and create it anew when a field was changed that cannot be changed. What it holds may be lost.</summary>
    public bool? RecreateOnImmutable { get; init; }

    /// <summary>The policies with defaults filled in.</summary>
    [JsonIgnore]
    public ResourcePolicies Policies => ResourcePolicies.Of(this);
}

/// <summary>Default values of resource fields (contract §1.4).</summary>
public static class ResourceDefaults
{
    /// <summary>Default of timeoutSeconds.</summary>
    public const int TimeoutSeconds = 300;
}
