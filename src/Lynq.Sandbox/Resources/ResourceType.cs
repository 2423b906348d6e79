using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.Resources;

/// <summary>One served version of a resource: names, scope, verbs, shape.</summary>
internal sealed record ResourceType
{
    public static readonly string[] AllVerbs =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>The verbs of custom resources, in the order in which discovery names them.</summary>
    public static readonly string[] CustomVerbs =
        ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

    /// <summary>The API group; empty for the core group.</summary>
    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Kind { get; init; }

    public required string Plural { get; init; }

    public string Singular { get; init; } = "";

    public string ListKind { get; init; } = "";

    public required bool Namespaced { get; init; }

    public string[] ShortNames { get; init; } = [];

    public string[] Categories { get; init; } = [];

    public string[] Subresources { get; init; } = [];

    public string[] Verbs { get; init; } = AllVerbs;

    /// <summary>Whether a change of anything but metadata and status raises metadata.generation.</summary>
    public bool CountsGeneration { get; init; }

    /// <summary>The collection that holds the objects: "plural" or "plural.group", shared by all versions.</summary>
    public required string StorageKey { get; init; }

    public required SchemaNode Schema { get; init; }

    /// <summary>What a custom resource adds; null for a built-in kind.</summary>
    public CustomResource? Custom { get; init; }

    public string ApiVersion => Group.Length == 0 ? Version : Group + "/" + Version;

    public string GroupResource => Group.Length == 0 ? Plural : Plural + "." + Group;

    public bool HasStatus => Subresources.Contains("status", StringComparer.Ordinal);

    public bool IsVirtual => Verbs is ["create"];

    public bool Is(string group, string kind) => Group == group && Kind == kind;
}
