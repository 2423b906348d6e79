using Lynq.Crds;

namespace Lynq.Actors.Node.Ownership;

/// <summary>Whom a live object belongs to, seen from one node (the rows of contract §10.3).</summary>
internal enum OwnerKind : byte
{
    /// <summary>Nobody's: made by a person or another tool without a controller.</summary>
    Unowned,

    /// <summary>This node's.</summary>
    Ours,

    /// <summary>Kept after removal; belongs to nobody and may be adopted by any node (contract §10.5).</summary>
    Orphan,

    /// <summary>Another LynqNode's: never stolen, also not with Force.</summary>
    OtherNode,

    /// <summary>Written by a LynqNode that is gone and did not mark it: as an orphan, but nobody has promised yet that it stays one.</summary>
    Abandoned,

    /// <summary>Controlled by something else.</summary>
    OtherController,

    /// <summary>Nobody's by its metadata, but one that the cluster itself lives on.</summary>
    Cluster,
}

/// <summary>An owner kind, and the other owner's name where there is one.</summary>
/// <param name="Kind">Whose it is.</param>
/// <param name="Other">The other owner, in words.</param>
/// <param name="Tracker">The other node where labels alone name it, which say nothing of whether it exists.</param>
internal readonly record struct Owner(OwnerKind Kind, string Other = "", NodeKey? Tracker = null)
{
    /// <summary>Who stands in the way; empty when there is no name for it.</summary>
    public string Describe() => (Kind, Other) switch
    {
        (_, "") => "",
        (OwnerKind.OtherNode, _) => $"held by LynqNode {Other}",
        _ => $"held by {Other}",
    };
}
