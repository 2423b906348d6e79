using System.Text.Json.Nodes;

namespace Lynq.Host.Commands.Comparing;

/// <summary>What would happen to an object.</summary>
internal enum ObjectFate
{
    /// <summary>Nothing.</summary>
    Unchanged,

    /// <summary>It would be created.</summary>
    Created,

    /// <summary>Fields of it would change.</summary>
    Changed,

    /// <summary>It would be deleted.</summary>
    Deleted,

    /// <summary>It would be left in the cluster as an orphan.</summary>
    Orphaned,

    /// <summary>It could not be applied.</summary>
    Failed,
}

/// <summary>What would happen to one object of a node.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Namespace and name.</param>
/// <param name="Fate">What would happen.</param>
internal sealed record ObjectChange(string Kind, string Name, ObjectFate Fate)
{
    /// <summary>The fields that would change.</summary>
    public IReadOnlyList<FieldChange> Fields { get; init; } = [];

    /// <summary>Why it could not be applied; null when it could.</summary>
    public string? Error { get; init; }

    /// <summary>As text, a line for the object and one for each field.</summary>
    public IEnumerable<string> Lines() =>
    [
        $"{Mark} {Kind} {Name}{Note}",
        .. Fields.Select(field => $"    {field}"),
    ];

    /// <summary>As a program reads it.</summary>
    public JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["name"] = Name,
        ["fate"] = Fate.ToString(),
        ["error"] = Error,
        ["fields"] = new JsonArray([.. Fields.Select(f => new JsonObject { ["path"] = f.Path, ["before"] = f.Before, ["after"] = f.After })]),
    };

    private string Mark => Fate switch
    {
        ObjectFate.Created => "+",
        ObjectFate.Changed => "~",
        ObjectFate.Deleted or ObjectFate.Orphaned => "-",
        ObjectFate.Failed => "!",
        _ => " ",
    };

    private string Note => Fate switch
    {
        ObjectFate.Orphaned => " (kept, as an orphan)",
        ObjectFate.Failed => $": {Error}",
        _ => "",
    };
}

/// <summary>What would happen to one node.</summary>
/// <param name="Node">Namespace and name.</param>
/// <param name="Objects">Its objects.</param>
internal sealed record NodeChange(string Node, IReadOnlyList<ObjectChange> Objects)
{
    /// <summary>Whether anything would happen.</summary>
    public bool IsChange => Objects.Any(o => o.Fate != ObjectFate.Unchanged);

    /// <summary>As a program reads it.</summary>
    public JsonObject ToJson() => new()
    {
        ["node"] = Node,
        ["objects"] = new JsonArray([.. Objects.Select(o => o.ToJson())]),
    };
}
