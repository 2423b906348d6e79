using System.Globalization;
using Lynq.Actors.Node.Applying;
using Lynq.Actors.Node.Graph;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>Tells people about transitions, and only about those (contract §14).</summary>
internal sealed class NodeAnnouncer(NodeScope scope)
{
    private NodeState State => scope.State;

    /// <summary>
    /// The first change of a pass. That of a node's first pass is told by its end alone: nobody wonders why a new node writes.
    /// </summary>
    public void PassBegins()
    {
        if (State.PassOpen) return;
        State.PassOpen = true;
        if (State.StatusHash != 0) scope.Event(EventType.Normal, EventReasons.TemplateResourcesApplying, $"Applying changed resources of form {State.Form?.Name ?? State.Desired?.Form.Name}");
    }

    /// <summary>What only the answer to a write tells.</summary>
    public void Applied(ResourceSlot slot, ApplyOutcome outcome)
    {
        var plan = slot.Plan;
        if (outcome.TookOver) scope.Event(EventType.Warning, EventReasons.ForceApply, $"Took over {plan.Kind.Kind} {plan.Place} (resource {plan.Id}, Policy: Force)");
        if (outcome.Recreated) scope.Event(EventType.Normal, EventReasons.ResourceRecreated, $"Created {plan.Kind.Kind} {plan.Place} (resource {plan.Id}) anew: a field was changed that cannot be changed on an existing object");
        if (!outcome.Readopted) return;
        var entry = new Inventory.InventoryEntry(plan.Id, plan.Kind, plan.Namespace, plan.Name, slot.Known.Uid);
        scope.ObjectEvent(entry, EventReasons.OrphanMarkersRemoved, $"Managed again by LynqNode {State.Key}");
    }

    /// <summary>What has changed since the last pass.</summary>
    public void Announce(StepVerdict[] verdicts)
    {
        for (var i = 0; i < verdicts.Length; i++) Announce(State.Slots[i], verdicts[i]);
        if (State.PassOpen && !verdicts.Any(v => v.State is StepState.Waiting or StepState.Blocked)) ClosePass(verdicts);
    }

    private void Announce(ResourceSlot slot, StepVerdict verdict)
    {
        var news = Announcement.Of(slot.Plan, slot.Reason, slot.Message, verdict, verdict.Cause < 0 ? "" : State.Slots[verdict.Cause].Plan.Id);
        if (slot.Announced == news.Key) return;
        slot.Announced = news.Key;
        var (reason, message) = news;
        if (reason == EventReasons.ResourceConflict) scope.Services.Metrics.ConflictBegan(State.Key, slot.Plan.Kind.Kind, slot.Plan.Policies.Conflict);
        if (reason.Length > 0) scope.Event(EventType.Warning, reason == "NotReady" ? EventReasons.ApplyFailed : reason, message + Elapsed(slot, reason));
    }

    // Said once and not compared: it grows, and the timeout alone tells whether anything has changed.
    private string Elapsed(ResourceSlot slot, string reason) => reason == EventReasons.ReadinessTimeout
        ? string.Create(CultureInfo.InvariantCulture, $" ({(scope.Now - slot.Clock.WindowStart).TotalSeconds:0} s have passed)")
        : "";

    private void ClosePass(StepVerdict[] verdicts)
    {
        State.PassOpen = false;
        var ready = verdicts.Count(v => v.State == StepState.Ready);
        NodeLog.ReconciliationCompleted(scope.Services.Logger, State.Key, ready, verdicts.Length);
        var text = string.Create(CultureInfo.InvariantCulture, $"{ready} of {verdicts.Length} resources ready");
        if (ready == verdicts.Length) scope.Event(EventType.Normal, EventReasons.TemplateAppliedSuccess, text);
        else scope.Event(EventType.Warning, EventReasons.TemplateAppliedPartial, text);
    }
}
