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

    /// <summary>The namespace that the form asks for, where the object stays in its own; null else.</summary>
    public string? AskedNamespace { get; init; }

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
        ["askedNamespace"] = AskedNamespace,
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
        _ when AskedNamespace is { } asked => $" (stays here, although the form names namespace {asked}, until the form changes)",
        _ => "",
    };
}
