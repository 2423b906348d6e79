using Lynq.Actors.Node.Cleaning;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Inventory;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>
/// Cleans up what left the content. A renamed resource's old object goes after the new one is ready, so that there is always
/// one of the two (contract §10.5). A key is kept until its removal is confirmed.
/// </summary>
internal sealed class LeavingCleaner(NodeScope scope)
{
    public async Task RunAsync(StepVerdict[] verdicts)
    {
        var state = scope.State;
        if (state.Leaving.Count == 0 || state.NextRemoval > scope.Now) return;
        state.NextRemoval = null;
        foreach (var orphan in state.Leaving)
        {
            if (orphan.Successor >= 0 && orphan.Successor < verdicts.Length && verdicts[orphan.Successor].State is StepState.Blocked or StepState.Waiting) continue;
            var outcome = await scope.Services.Cleaner.RemoveAsync(orphan.Entry, default, state.Identity, retain: false, OrphanReasons.RemovedFromTemplate, scope.Stopping);
            if (!outcome.IsDone)
            {
                state.NextRemoval = scope.Now + scope.PauseAfter(++state.RemovalFailures);
                if (state.RemovalFailures == 1) scope.Event(EventType.Warning, EventReasons.CleanupPartialFailure, $"Cannot remove what left the form: {outcome.Message}");
                continue;
            }

            state.Leaving = state.Leaving.Remove(orphan);
            Tell(orphan.Entry, outcome);
        }

        if (state.NextRemoval is null) state.RemovalFailures = 0;
    }

    private void Tell(InventoryEntry entry, CleanupOutcome outcome)
    {
        var what = $"{entry.Kind.Kind} {entry.Place} (resource {entry.Id})";
        switch (outcome.Result)
        {
            case CleanupResult.Deleted:
                scope.Event(EventType.Normal, EventReasons.OrphanedResourceDeleted, $"Deleted {what}: it left the form");
                break;
            case CleanupResult.Retained:
                scope.Event(EventType.Normal, EventReasons.OrphanedResourceRetained, $"Retained {what}: it left the form");
                scope.ObjectEvent(entry, EventReasons.OrphanMarkersAdded, $"Left behind by LynqNode {scope.State.Key}: {OrphanReasons.RemovedFromTemplate}");
                break;
            case CleanupResult.Released:
                scope.Event(EventType.Normal, EventReasons.OrphanedResourceRetained, $"Released {what}: it existed before this node");
                break;
        }
    }
}
