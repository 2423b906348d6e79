using System.Text.Json;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Status;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>
/// Writes the status once per change: at once when the node has settled, a little later while more is to come, and never when
/// nothing differs (contract §8 step 6).
/// </summary>
internal sealed class NodeStatusKeeper(NodeScope scope)
{
    private NodeState State => scope.State;

    /// <summary>Remembers the status that a LynqNode carries, so that an equal one is not written again.</summary>
    public void Remember(LynqNodeStatus? status)
    {
        State.Conditions = NodeConditions.Shared(status?.Conditions);
        State.LastFullReconcileAt = status?.LastFullReconcileAt;
        State.StatusHash = status is null ? 0 : new StatusText(status).Fingerprint;
    }

    /// <summary>Something may have changed.</summary>
    public async Task ChangedAsync(StepVerdict[] verdicts)
    {
        if (!State.Exists || State.Facts.Deleting) return;
        if (State.IsBeingTakenOver(scope.Now))
        {
            scope.Remind(NodeWork.Status, State.TakeOverUntil - scope.Now);
            return;
        }

        var view = View(verdicts);
        var status = NodeStatusBuilder.Build(view, State.Conditions, scope.Now);
        scope.Services.Metrics.Show(State.Key, view, status);
        var text = new StatusText(status);
        if (text.Fingerprint == State.StatusHash)
        {
            scope.Forget(NodeWork.Status);
            return;
        }

        if (view.Progressing) scope.Remind(NodeWork.Status, scope.Services.Options.StatusDelay);
        else await WriteAsync(status, text);
    }

    /// <summary>Writes what has been held back.</summary>
    public async Task WriteAsync()
    {
        if (!State.Exists || State.Facts.Deleting || State.Recovering) return;
        var status = NodeStatusBuilder.Build(View(NodeWalker.Verdicts(State)), State.Conditions, scope.Now);
        var text = new StatusText(status);
        if (text.Fingerprint != State.StatusHash) await WriteAsync(status, text);
    }

    private async Task WriteAsync(LynqNodeStatus status, StatusText text)
    {
        scope.Forget(NodeWork.Status);
        try
        {
            var answer = await scope.Services.Client.PatchStatusAsync(scope.Address, text.Patch(), Representation.Metadata, null, scope.Stopping);
            Expect(answer.Metadata);
            State.WriteFailures = 0;
            State.Conditions = status.Conditions;
            State.StatusHash = text.Fingerprint;
        }
        catch (KubernetesException error)
        {
            NodeLog.StatusNotWritten(scope.Services.Logger, State.Key, error.Message);
            if (!error.IsNotFound) scope.Remind(NodeWork.Status, scope.PauseAfter(++State.WriteFailures));
        }
    }

    // Where nothing but the status has changed since our last write, the echo of this one has nothing to tell.
    private void Expect(ObjectMetadata written)
    {
        if (State.Facts.Mark == MetadataMark.Of(written)) State.Facts = State.Facts with { ResourceVersion = written.ResourceVersion };
    }

    private NodeView View(StepVerdict[] verdicts)
    {
        var resources = State.Slots.Select((slot, i) => ViewOf(slot, verdicts.Length == 0 ? StepState.Blocked : verdicts[i].State, verdicts.Length == 0 ? -1 : verdicts[i].Cause));
        var leaving = State.Leaving.Select(orphan => new ResourceView
        {
            Id = orphan.Entry.Id,
            Kind = orphan.Entry.Kind,
            Namespace = orphan.Entry.Namespace,
            Name = orphan.Entry.Name,
            Uid = orphan.Entry.Uid,
            State = StepState.Waiting,
            Reason = "PendingRemoval",
            Leaving = true,
        });
        return new NodeView
        {
            Generation = State.Facts.Generation,
            Resources = [.. resources, .. leaving],
            Progressing = State.Fault is null && (verdicts.Any(v => v.State == StepState.Waiting) || State.Slots.Any(slot => slot.IsRolling)),
            Fault = State.Fault,
            LastFullReconcileAt = State.LastFullReconcileAt,
        };
    }

    private ResourceView ViewOf(ResourceSlot slot, StepState state, int cause) => new()
    {
        Id = slot.Plan.Id,
        Kind = slot.Plan.Kind,
        Namespace = slot.Plan.Namespace,
        Name = slot.Plan.Name,
        Uid = slot.Uid,
        State = state,
        Reason = state switch
        {
            StepState.Ready => "",
            StepState.Blocked => "WaitingForDependency",
            StepState.Skipped => EventReasons.DependencySkipped,
            _ => slot.Reason,
        },
        Message = state switch
        {
            StepState.Ready => "",
            StepState.Blocked => cause < 0 ? "" : $"waits for {State.Slots[cause].Plan.Id}",
            StepState.Skipped => (slot.IsOurs ? "exists and is not updated: " : "") + $"dependency {State.Slots[cause].Plan.Id} failed",
            _ => slot.Message,
        },
    };
}
