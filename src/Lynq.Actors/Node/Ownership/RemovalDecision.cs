using Lynq.Crds;

namespace Lynq.Actors.Node.Ownership;

/// <summary>What becomes of an object that leaves the node (contract §10.2, §10.4, §10.5).</summary>
internal enum Removal : byte
{
    /// <summary>Delete it, with its uid as precondition.</summary>
    Delete,

    /// <summary>Keep it with orphan markers.</summary>
    Retain,

    /// <summary>It existed before us: take our tracking off and leave it.</summary>
    Release,

    /// <summary>Not ours: do not touch it.</summary>
    LeaveAlone,

    /// <summary>It is on its way out already.</summary>
    AlreadyGoing,
}

/// <summary>Decides on removal with the live object at hand; without proof of ownership nothing is ever deleted.</summary>
internal static class RemovalDecision
{
    /// <summary>Whether the object itself says everything that its deletion needs: that it is ours, made by us, and not to be kept.</summary>
    /// <param name="live">Live metadata.</param>
    /// <param name="self">The node that would give it up.</param>
    public static bool IsCertain(LiveMetadata live, NodeIdentity self) => Decide(live, self, inventoryUid: null, retainBySpec: true) == Removal.Delete;

    /// <param name="live">Live metadata.</param>
    /// <param name="self">The node that gives it up.</param>
    /// <param name="inventoryUid">The uid that our inventory recorded, if any.</param>
    /// <param name="retainBySpec">The policy of the last known spec; the annotation on the live object wins.</param>
    public static Removal Decide(LiveMetadata live, NodeIdentity self, string? inventoryUid, bool retainBySpec)
    {
        if (OwnershipTable.Of(live, self, inventoryUid).Kind != OwnerKind.Ours) return Removal.LeaveAlone;
        if (live.IsTerminating) return Removal.AlreadyGoing;
        if (live.Annotation(LynqAnnotations.Adopted) is not null) return Removal.Release;
        var retain = live.Annotation(LynqAnnotations.DeletionPolicy) switch
        {
            "Retain" => true,
            "Delete" => false,
            _ => retainBySpec,
        };
        return retain ? Removal.Retain : Removal.Delete;
    }
}
