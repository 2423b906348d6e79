using Lynq.Actors.Node.Applying;
using Lynq.Actors.Node.Drift;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Handover;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Patching;
using Lynq.Actors.Node.Readiness;
using Lynq.Actors.Watching;
using Lynq.Crds;

namespace Lynq.Actors.Node;

/// <summary>What an answer of the API server means for a resource.</summary>
internal static class SlotOutcome
{
    public static void Take(ResourceSlot slot, ApplyOutcome outcome, DateTimeOffset start, NodeScope scope)
    {
        var now = scope.Now;
        switch (outcome.Result)
        {
            case ApplyResult.Applied:
                var live = LiveMetadata.Of(outcome.Live);
                if (!slot.IsRepair) slot.Clock = ReadinessClock.StartedAt(start);
                slot.ApplyStart = start;
                slot.HasOldOwners = FieldHandover.MayBeNeeded(live.ManagedFields);
                slot.Known = new KnownObject(live.Uid, live.ResourceVersion, ManagedFields.OwnDigest(live.ManagedFields));
                slot.GoesAsKnown = RemovalDecision.IsCertain(live, scope.State.Identity);
                slot.Applied(Look(slot, outcome.Live, scope), now);
                break;
            case ApplyResult.Conflict:
                slot.Fail(OwnState.Conflicted, EventReasons.ResourceConflict, Conflict(slot, outcome.Other), now + scope.Jittered(scope.Services.Options.RetryPause));
                break;
            default:
                slot.Fail(OwnState.Failed, EventReasons.ApplyFailed, outcome.Refusal.Message, now + Pause(outcome.Refusal.Kind, slot, scope));
                break;
        }
    }

    /// <summary>The readiness of a live object by the rule of its kind.</summary>
    public static ReadinessVerdict Look(ResourceSlot slot, System.Text.Json.JsonElement live, NodeScope scope)
    {
        if (!slot.NeedsStatus) return ReadinessVerdict.Ready;
        if (slot.Plan.ReadyWhen.Count > 0) return ReadyWhen.Evaluate(slot.Plan.ReadyWhen, live);
        var (group, kind) = (slot.Plan.Kind.Group, slot.Plan.Kind.Kind);
        if (kind == "PersistentVolumeClaim" && group.Length == 0 && scope.Services.Storage.WaitsForConsumer(live)) return ReadinessVerdict.Ready;
        return ReadinessRules.Evaluate(group, kind, live, scope.Now - slot.ApplyStart);
    }

    // The dashboard parses the beginning (contract §14).
    private static string Conflict(ResourceSlot slot, string other)
    {
        var text = $"Resource conflict detected for {slot.Plan.Place} (Kind: {slot.Plan.Kind.Kind}, Policy: {slot.Plan.Policies.Conflict})";
        return other.Length == 0 ? text : $"{text}: {other}";
    }

    private static TimeSpan Pause(RefusalKind kind, ResourceSlot slot, NodeScope scope) => kind switch
    {
        RefusalKind.Transient or RefusalKind.Outdated or RefusalKind.NamespaceMissing => scope.PauseAfter(slot.Failures + 1),
        _ => scope.Jittered(scope.Services.Options.RetryPause),
    };
}
