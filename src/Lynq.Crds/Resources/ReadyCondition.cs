using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>Something that must hold of an object for it to count as ready, instead of the rule of its kind (contract §11).</summary>
public sealed record ReadyCondition : OpenRecord
{
    /// <summary>JSONPath of a field of the live object, for example $.status.phase.</summary>
    [Required]
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>The text that the field must have, numbers and booleans as JSON writes them. Absent: the field must be there.</summary>
    public string? Value { get; init; }
}
