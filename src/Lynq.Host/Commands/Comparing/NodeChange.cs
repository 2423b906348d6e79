using System.Text.Json.Nodes;
using Lynq.Crds;

namespace Lynq.Host.Commands.Comparing;

/// <summary>What would happen to one node.</summary>
/// <param name="Node">Namespace and name.</param>
/// <param name="Objects">Its objects.</param>
internal sealed record NodeChange(string Node, IReadOnlyList<ObjectChange> Objects)
{
    /// <summary>Whether the node itself would be new: its row has none yet.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether anything would happen.</summary>
    public bool IsChange => IsNew || Objects.Any(o => o.Fate != ObjectFate.Unchanged);

    /// <summary>Whether an object could not be applied.</summary>
    public bool IsFailure => Objects.Any(o => o.Fate == ObjectFate.Failed);

    /// <summary>Whether there is anything to say of it.</summary>
    public bool IsWorthShowing => IsChange || Objects.Any(o => o.AskedNamespace is not null);

    /// <summary>Its objects and the node itself, for counting.</summary>
    public IEnumerable<ObjectChange> Everything => [new ObjectChange(LynqApi.NodeKind, Node, IsNew ? ObjectFate.Created : ObjectFate.Unchanged), .. Objects];

    /// <summary>As a program reads it.</summary>
    public JsonObject ToJson() => new()
    {
        ["node"] = Node,
        ["new"] = IsNew,
        ["objects"] = new JsonArray([.. Objects.Select(o => o.ToJson())]),
    };
}
