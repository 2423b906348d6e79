using System.Text.Json;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Actors.Node.Readiness;

namespace Lynq.Actors.Node.Ownership;

/// <summary>Reads the owner of a live object from its metadata (contract §10.3, §10.4).</summary>
internal static class OwnershipTable
{
    private const string NodeApiGroup = LynqApi.Group + "/";

    /// <param name="live">Metadata of the live object.</param>
    /// <param name="self">The node that asks.</param>
    /// <param name="inventoryUid">The uid that this node's inventory recorded for it; null when it has none.</param>
    public static Owner Of(LiveMetadata live, NodeIdentity self, string? inventoryUid)
    {
        var controller = Controller(live, self, out var ownedByUs);
        if (ownedByUs) return new Owner(OwnerKind.Ours);
        if (controller is { IsNode: true } other) return new Owner(OwnerKind.OtherNode, $"{live.Namespace}/{other.Name}");
        if (live.Label(LynqLabels.Orphaned) == "true") return new Owner(OwnerKind.Orphan);
        if (TrackingLabels.NodeOf(live.Label, live.Annotation) is { } tracker)
            return IsSelf(live, self) ? new Owner(OwnerKind.Ours) : new Owner(OwnerKind.OtherNode, tracker.ToString(), tracker);
        return Untracked(live, inventoryUid, controller);
    }

    /// <summary>
    /// The owner of an object whose labels name a node that is gone. Labels are copied easily: only what carries fields of ours was
    /// that node's, anything else is judged as if it had no labels.
    /// </summary>
    /// <param name="live">Metadata of the live object, with its managed fields.</param>
    /// <param name="self">The node that asks.</param>
    /// <param name="inventoryUid">The uid that this node's inventory recorded for it; null when it has none.</param>
    public static Owner WithoutTracker(LiveMetadata live, NodeIdentity self, string? inventoryUid)
    {
        var owner = Untracked(live, inventoryUid, Controller(live, self, out _));
        return owner.Kind == OwnerKind.Unowned && OwnFields.EntriesOf(live.Json).Any() ? new Owner(OwnerKind.Abandoned) : owner;
    }

    private static Owner Untracked(LiveMetadata live, string? inventoryUid, Reference? controller)
    {
        if (!string.IsNullOrEmpty(inventoryUid) && inventoryUid == live.Uid) return new Owner(OwnerKind.Ours);
        return controller is { } foreign
            ? new Owner(OwnerKind.OtherController, $"{foreign.Kind} {foreign.Name}")
            : new Owner(OwnerKind.Unowned);
    }

    /// <summary>What to do with an object that exists, by the table of contract §10.3.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="force">The resource's conflictPolicy is Force.</param>
    public static Claim Decide(Owner owner, bool force) => owner.Kind switch
    {
        OwnerKind.Ours => Claim.Apply,
        OwnerKind.Orphan => Claim.Readopt,
        OwnerKind.Abandoned => Claim.Inherit,
        OwnerKind.OtherNode => Claim.Conflict,
        OwnerKind.Cluster => force ? Claim.TakeOver : Claim.Conflict,
        OwnerKind.OtherController => force ? Claim.TakeFieldsOnly : Claim.Conflict,
        _ => force ? Claim.TakeOver : Claim.ApplyUnlessFieldsConflict,
    };

    // By the labels themselves: an annotation that somebody removed must not turn our object into another's.
    private static bool IsSelf(LiveMetadata live, NodeIdentity self) =>
        live.Label(LynqLabels.Node) == TrackingLabels.Value(self.Name)
        && live.Label(LynqLabels.NodeNamespace) == TrackingLabels.Value(self.Namespace);

    private static Reference? Controller(LiveMetadata live, NodeIdentity self, out bool ownedByUs)
    {
        ownedByUs = false;
        Reference? controller = null;
        if (live.OwnerReferences.ValueKind != JsonValueKind.Array) return null;
        foreach (var json in live.OwnerReferences.EnumerateArray())
        {
            var reference = new Reference(json);
            // An earlier incarnation of this node (deleted with its dependants kept) is this node, too.
            if (reference.IsNode && (reference.Has("uid", self.Uid) || (reference.Has("name", self.Name) && SameNamespace(live, self)))) ownedByUs = true;
            if (reference.IsController) controller = reference;
        }

        return controller;
    }

    private static bool SameNamespace(LiveMetadata live, NodeIdentity self) => live.Namespace.Length == 0 || live.Namespace == self.Namespace;

    private readonly struct Reference(JsonElement json)
    {
        public string Kind => LiveStatus.Text(json, "kind");

        public string Name => LiveStatus.Text(json, "name");

        public bool IsNode => Has("kind", LynqApi.NodeKind) && LiveStatus.Text(json, "apiVersion").StartsWith(NodeApiGroup, StringComparison.Ordinal);

        public bool Has(string field, string text) => LiveStatus.Is(json, field, text);

        public bool IsController => LiveStatus.Child(json, "controller").ValueKind == JsonValueKind.True;
    }
}

/// <summary>How to write to an object that exists.</summary>
internal enum Claim : byte
{
    /// <summary>It is ours: apply with force, whoever edited it.</summary>
    Apply,

    /// <summary>It is an orphan: as <see cref="Apply"/>, and drop the markers.</summary>
    Readopt,

    /// <summary>Apply with force, but only to the very version that was judged: its node may come back at any moment.</summary>
    Inherit,

    /// <summary>Apply without force; a field conflict leaves it untouched.</summary>
    ApplyUnlessFieldsConflict,

    /// <summary>Apply with force and say so.</summary>
    TakeOver,

    /// <summary>Apply with force, keep the other controller and track by labels.</summary>
    TakeFieldsOnly,

    /// <summary>Leave it alone and report.</summary>
    Conflict,
}
