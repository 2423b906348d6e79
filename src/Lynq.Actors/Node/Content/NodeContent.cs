using Lynq.Crds;

namespace Lynq.Actors.Node.Content;

/// <summary>What a node shall hold: the evaluated resources of a form for one row.</summary>
internal sealed record NodeContent
{
    /// <summary>The spec with every template evaluated that could be.</summary>
    public required LynqNodeSpec Spec { get; init; }

    /// <summary>Fault by resource id; those resources hold raw templates in <see cref="Spec"/> and are never applied.</summary>
    public required IReadOnlyDictionary<string, string> Errors { get; init; }

    /// <summary>The first fault in a name, label or annotation, or null: then no node is created for the row (contract §4.6).</summary>
    public string? MetadataError { get; init; }

    /// <summary>Equal for contents that lead to the same objects.</summary>
    public required UInt128 Hash { get; init; }
}
