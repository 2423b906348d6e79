using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lynq.Sandbox.Schemas;

/// <summary>The value rules of one field of a custom resource.</summary>
internal sealed record Constraints
{
    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public bool ExclusiveMinimum { get; init; }

    public bool ExclusiveMaximum { get; init; }

    public double? MultipleOf { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }

    public int? MinProperties { get; init; }

    public int? MaxProperties { get; init; }

    public bool UniqueItems { get; init; }

    public Regex? Pattern { get; init; }

    public IReadOnlyList<JsonNode?>? Enum { get; init; }

    public bool Nullable { get; init; }

    public IReadOnlyList<CelRule> Rules { get; init; } = [];

    public IReadOnlyList<SchemaNode> AllOf { get; init; } = [];

    public IReadOnlyList<SchemaNode> AnyOf { get; init; } = [];

    public IReadOnlyList<SchemaNode> OneOf { get; init; } = [];

    public SchemaNode? Not { get; init; }
}

/// <summary>One entry of x-kubernetes-validations.</summary>
internal sealed record CelRule(string Rule, string? Message, string? Reason, string? FieldPath);
