using System.Text.Json;

namespace Lynq.Crds;

/// <summary>The set of fields one manager owns.</summary>
public sealed record ManagedFieldsEntry : OpenRecord
{
    /// <summary>The manager's name.</summary>
    public string? Manager { get; init; }

    /// <summary>Apply or Update.</summary>
    public string? Operation { get; init; }

    /// <summary>The version the fields are expressed in.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>When the set last changed.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Always FieldsV1.</summary>
    public string? FieldsType { get; init; }

    /// <summary>The field set.</summary>
    public JsonElement? FieldsV1 { get; init; }

    /// <summary>The subresource the fields were written through, for example status.</summary>
    public string? Subresource { get; init; }
}
