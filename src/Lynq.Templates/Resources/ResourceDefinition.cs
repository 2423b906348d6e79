using System.Text.Json;

namespace Lynq.Templates.Resources;

/// <summary>The fields of a form's resource that are templates.</summary>
public sealed record ResourceDefinition
{
    /// <summary>The name, or null to take the one in <see cref="Spec"/>.</summary>
    public string? NameTemplate { get; init; }

    /// <summary>The namespace, or null.</summary>
    public string? TargetNamespace { get; init; }

    /// <summary>Labels by key; the values are templates.</summary>
    public IReadOnlyDictionary<string, string>? LabelsTemplate { get; init; }

    /// <summary>Annotations by key; the values are templates.</summary>
    public IReadOnlyDictionary<string, string>? AnnotationsTemplate { get; init; }

    /// <summary>The whole object with <c>apiVersion</c>, <c>kind</c> and maybe <c>metadata</c>.</summary>
    public required JsonElement Spec { get; init; }
}
