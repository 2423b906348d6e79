using System.Text.Json;
using Lynq.Actors.Node.Cleaning;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Inventory;
using Lynq.Actors.Node.Ownership;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>
/// The deletion of a node (contract §8.3): everything that the inventory, the spec or the tracking labels name is deleted or left
/// behind in reverse order; the finalizer goes when nothing of ours that must go is left.
/// </summary>
internal sealed class NodeRemover(NodeScope scope, NodeWatches watches)
{
    private const int LeastAttempts = 5;

    private NodeState State => scope.State;

    public async Task RunAsync()
    {
        if (!State.Exists || !State.Facts.Deleting) return;
        if (!State.Facts.HasFinalizer) return;
        if (State.CleanupSince is null)
        {
            // From the object itself: a restart does not begin the deadline anew.
            State.CleanupSince = State.Facts.DeletingSince ?? scope.Now;
            foreach (var work in Enum.GetValues<NodeWork>()) scope.Forget(work);
            scope.Event(EventType.Normal, EventReasons.LynqNodeDeleting, "Cleaning up the node's resources");
        }

        var faults = await CleanAsync();
        if (faults.Count == 0 || IsHopeless()) await FinishAsync(faults);
        else Retry(faults);
    }

    // A deadline that passed while nobody worked is no reason to give up at the first failure.
    private bool IsHopeless() => State.CleanupFailures >= LeastAttempts && scope.Now - State.CleanupSince >= scope.Services.Options.CleanupDeadline;

    // The watches select by the same labels as the query: what they have told is its answer.
    private bool KnowsEverything =>
        scope.Services.SeesAllNamespaces && !State.Recovering && !State.MayHaveStrays && State.Kinds.IsAllTold
        && State.Slots.All(slot => slot.Resource is not null && slot.Plan.Error is null && State.Kinds.Contains(slot.Plan.Kind));

    private async Task<List<string>> CleanAsync()
    {
        var (tracked, unread) = KnowsEverything ? ([], []) : await TrackedObjects.FindAsync(scope);
        var faults = new List<string>(unread);
        foreach (var layer in RemovalOrder.Of(State, tracked))
        {
            foreach (var batch in layer.Chunk(scope.Services.Options.Parallelism))
            {
                var outcomes = await Task.WhenAll(batch.Select(RemoveAsync));
                faults.AddRange(outcomes.Where(o => !o.IsDone).Select(o => o.Message));
            }

            // Dependencies wait until what depends on them could be removed.
            if (faults.Count > 0) break;
        }

        return faults;
    }

    private async Task<CleanupOutcome> RemoveAsync(Removable item)
    {
        var outcome = await scope.Services.Cleaner.RemoveAsync(item, State.Identity, OrphanReasons.LynqNodeDeleted, scope.Stopping);
        if (outcome is { IsDone: false, Retains: true }) TellHub(outcome);
        if (outcome.Result is not (CleanupResult.Retained or CleanupResult.Released)) return outcome;
        scope.Event(EventType.Normal, GoesWithHub is not null ? EventReasons.RetainResourcePreserved : EventReasons.ResourceRetained, $"Kept {item.Entry.Kind.Kind} {item.Entry.Place}");
        if (outcome.Result == CleanupResult.Retained)
            scope.ObjectEvent(item.Entry, EventReasons.OrphanMarkersAdded, $"Left behind by LynqNode {State.Key}: {OrphanReasons.LynqNodeDeleted}");
        return outcome;
    }

    private HubKey? GoesWithHub => State.Hub is { } hub && scope.Services.IsHubLeaving(hub) ? hub : null;

    // Who deletes a hub looks at the hub: what he wants to keep keeps it from going (contract §14). Once, not with each attempt.
    private void TellHub(CleanupOutcome outcome)
    {
        if (GoesWithHub is not { } hub || State.RetainFailureTold) return;
        State.RetainFailureTold = true;
        scope.HubEvent(hub, EventReasons.RetainResourceProcessFailed, $"LynqNode {State.Key.Name} cannot leave a resource of deletionPolicy Retain behind: {outcome.Message}");
    }

    private void Retry(List<string> faults)
    {
        if (State.CleanupFailures++ == 0) scope.Event(EventType.Warning, EventReasons.CleanupPartialFailure, $"Cleanup is tried again: {string.Join("; ", faults.Take(3))}");
        scope.Remind(NodeWork.Cleanup, scope.PauseAfter(State.CleanupFailures));
    }

    private async Task FinishAsync(List<string> faults)
    {
        if (faults.Count > 0) scope.Event(EventType.Warning, EventReasons.LynqNodeDeletionFailed, $"Gave up on: {string.Join("; ", faults.Take(3))}");
        try
        {
            var rest = State.Facts.Finalizers.Where(f => f != LynqNames.NodeFinalizer);
            await scope.Services.Client.MergePatchAsync(scope.Address, FinalizerPatch.Of(State.Facts, rest), Representation.Metadata, null, null, scope.Stopping);
            scope.Event(EventType.Normal, EventReasons.LynqNodeDeleted, "The node's resources are cleaned up");
            watches.Release();
        }
        catch (KubernetesException error) when (error.IsNotFound)
        {
            watches.Release();
        }
        catch (KubernetesException error)
        {
            // A newer version comes with the next observation; until then, try again.
            NodeLog.NodeNotWritten(scope.Services.Logger, State.Key, error.Message);
            scope.Remind(NodeWork.Cleanup, scope.PauseAfter(++State.CleanupFailures));
        }
    }
}
