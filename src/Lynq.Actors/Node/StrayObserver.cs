using Lynq.Actors.Node.Inventory;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Sharing;
using Lynq.Crds;

namespace Lynq.Actors.Node;

/// <summary>
/// Takes in what a watch tells of an object that none of the node's resources makes: one that is leaving, or one that is ours by its
/// labels and fields and in no inventory, because the record of its write was lost. Such a one leaves, too.
/// </summary>
internal sealed class StrayObserver(NodeScope scope, NodeWalker walker)
{
    // It was made under an id that nobody knows any more.
    private const string UnknownId = "unrecorded";

    private NodeState State => scope.State;

    public Task ObserveAsync(ChildObserved seen) => seen.Deleted ? GoneAsync(seen) : IsUnrecorded(seen) ? LeaveAsync(seen) : Task.CompletedTask;

    private async Task GoneAsync(ChildObserved seen)
    {
        var rest = State.Leaving.RemoveAll(o => o.Entry.Uid == seen.Uid);
        if (rest.Count == State.Leaving.Count) return;
        State.Leaving = rest;
        await walker.RunAsync();
    }

    // While a resource cannot be rendered, nobody knows what it would make: any object may be its.
    private bool IsUnrecorded(ChildObserved seen) =>
        !seen.Deleting && seen.OwnFieldsDigest != 0 && !State.Leaving.Exists(o => o.Entry.IsSameObject(seen.Resource.Kind, seen.Resource.Namespace, seen.Resource.Name))
        && State.Exists && !State.Facts.Deleting && !State.Slots.Any(s => s.Plan.Error is not null)
        && seen.Object is { } live && OwnershipTable.Of(LiveMetadata.Of(live), State.Identity, null).Kind == OwnerKind.Ours;

    private Task LeaveAsync(ChildObserved seen)
    {
        var entry = new InventoryEntry(UnknownId, SharedKinds.Of(seen.Resource.Kind), seen.Resource.Namespace, seen.Resource.Name, seen.Uid);
        State.Leaving = State.Leaving.Add(new Orphan(entry, -1));
        return walker.RunAsync();
    }
}
