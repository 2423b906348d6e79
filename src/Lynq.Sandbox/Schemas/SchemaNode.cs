using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Schemas;

/// <summary>What a field holds, as far as merging and validating need to know.</summary>
internal enum SchemaKind
{
    /// <summary>Nothing is declared: objects merge by key, lists are atomic.</summary>
    Any,
    String,
    Integer,
    Number,
    Boolean,
    Object,
    List,
    IntOrString,
    Quantity,
    Time,
    Bytes,
}

/// <summary>How a list merges: as a whole, by the keys of its items, or by the items themselves.</summary>
internal enum ListMerge
{
    Atomic,
    Map,
    Set,
}

/// <summary>The shape of one field: of a built-in kind (from the table) or of a custom resource (from its CRD).</summary>
internal sealed class SchemaNode
{
    /// <summary>The shape of a field nothing is known of.</summary>
    public static readonly SchemaNode Deduced = new() { Kind = SchemaKind.Any, PreserveUnknown = true };

    public SchemaKind Kind { get; set; }

    /// <summary>The type's name in the table of built-in kinds, for OpenAPI; null for scalars and custom resources.</summary>
    public string? TypeName { get; init; }

    /// <summary>int32, int64, date-time and so on; null when there is none.</summary>
    public string? Format { get; init; }

    public Dictionary<string, SchemaNode> Properties { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The shape of a map's values, or null when only <see cref="Properties"/> are declared.</summary>
    public SchemaNode? Values { get; set; }

    public SchemaNode? Items { get; set; }

    public ListMerge ListMerge { get; init; }

    public string[] ListKeys { get; init; } = [];

    /// <summary>Strategic merge's key of the list's items; "*" merges by value; null replaces the list.</summary>
    public string? PatchKey { get; init; }

    public bool RetainKeys { get; init; }

    /// <summary>An object that is owned and replaced as a whole.</summary>
    public bool Atomic { get; init; }

    /// <summary>A struct that its kind's zero value already contains, so that adding to it adds no container.</summary>
    public bool Zero { get; init; }

    public bool PreserveUnknown { get; set; }

    public List<string> Required { get; init; } = [];

    public JsonNode? Default { get; init; }

    /// <summary>The value rules of a custom resource's field; null for built-in kinds.</summary>
    public Constraints? Constraints { get; init; }

    /// <summary>A custom resource's embedded object (x-kubernetes-embedded-resource).</summary>
    public bool Embedded { get; init; }

    public bool IsGranularObject => Kind == SchemaKind.Object && !Atomic;

    public bool IsAssociativeList => Kind == SchemaKind.List && ListMerge != ListMerge.Atomic;

    /// <summary>The shape of the named member: a declared property, else the map's value shape, else nothing known.</summary>
    public SchemaNode Member(string name) =>
        Properties.TryGetValue(name, out var property) ? property : Values ?? Deduced;

    /// <summary>Whether the member may stand there at all.</summary>
    public bool Knows(string name) => Values is not null || PreserveUnknown || Properties.ContainsKey(name);
}
