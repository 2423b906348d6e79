using System.Text.Json;
using Lynq.Actors.Node.Drift;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Handover;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Patching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>Takes in what a watch tells of a managed object: an echo, another's change, drift, or its end (contract §8.2).</summary>
internal sealed class ChildObserver(NodeScope scope, NodeWalker walker)
{
    private NodeState State => scope.State;

    public async Task ObserveAsync(ChildObserved seen)
    {
        if (State.Slots.FirstOrDefault(s => IsObject(s, seen)) is not { } slot)
        {
            await new StrayObserver(scope, walker).ObserveAsync(seen);
            return;
        }

        if (IsEcho(slot, seen)) return;
        var verdict = DriftJudge.Judge(slot.Known, new SeenObject(seen.Uid, seen.ResourceVersion, seen.OwnFieldsDigest, seen.Deleted, seen.Deleting));
        if (verdict == DriftVerdict.Stale) return;
        await scope.Services.Storage.LearnOfAsync(slot.Plan.Kind, seen.Object ?? default, scope.Stopping);
        Take(slot, seen, verdict);
        await walker.RunAsync();
    }

    /// <summary>
    /// Notes which of the objects that are believed to exist a list did not show. Only what is as old as the list counts: it may be a
    /// list of the past. Returns true when there are any; they are made again.
    /// </summary>
    public bool Missing(KindSynced synced)
    {
        var any = false;
        foreach (var slot in State.Slots.Where(slot => slot.IsOurs && slot.Plan.Kind == synced.Kind))
        {
            if (!synced.Lists.TryGetValue(slot.Plan.Namespace, out var version) && !synced.Lists.TryGetValue("", out version)) continue;
            if (ResourceVersions.IsOlder(version, slot.Known.ResourceVersion) || synced.Present.Any(present => IsObject(slot, present))) continue;
            Lose(slot);
            any = true;
        }

        return any;
    }

    private static void Lose(ResourceSlot slot)
    {
        slot.InventoryUid = slot.Known.Uid;
        slot.Known = new KnownObject("", "", 0);
        slot.Reapply(repair: false);
    }

    private void Take(ResourceSlot slot, ChildObserved seen, DriftVerdict verdict)
    {
        switch (verdict)
        {
            case DriftVerdict.Gone or DriftVerdict.Replaced:
                Lose(slot);
                break;
            case DriftVerdict.Going:
                slot.Known = slot.Known with { ResourceVersion = seen.ResourceVersion };
                slot.Judge(Readiness.ReadinessVerdict.NotReady("it is being deleted"), scope.Now);
                break;
            case DriftVerdict.Drifted:
                Drifted(slot, seen);
                break;
            case DriftVerdict.Unknown:
                FirstSight(slot, seen);
                break;
            default:
                slot.Known = slot.Known with { ResourceVersion = seen.ResourceVersion, OwnFields = seen.OwnFieldsDigest };
                slot.GoesAsKnown = IsCertainToGo(seen);
                if (slot.Own is OwnState.Ready or OwnState.NotReady or OwnState.Failed && slot.Reason is not (EventReasons.ApplyFailed or EventReasons.TemplateRenderError)) Look(slot, seen);
                break;
        }
    }

    // It is ours by its labels. Nothing needs to be written when it still holds everything that we declare.
    private void FirstSight(ResourceSlot slot, ChildObserved seen)
    {
        if (seen.Object is not { } live || slot.Plan.Error is not null) return;
        var metadata = LiveMetadata.Of(live);
        if (OwnershipTable.Of(metadata, State.Identity, slot.InventoryUid).Kind != OwnerKind.Ours) return;
        slot.ShareName(seen.Resource.Name);
        slot.Known = new KnownObject(seen.Uid, seen.ResourceVersion, seen.OwnFieldsDigest);
        slot.GoesAsKnown = IsCertainToGo(seen);
        slot.HasOldOwners = FieldHandover.MayBeNeeded(metadata.ManagedFields);
        if (ApplyStart.Of(metadata) is { } start)
        {
            slot.ApplyStart = start;
            if (!slot.Clock.WasReady && start > slot.Clock.WindowStart) slot.Clock = slot.Clock with { WindowStart = start };
        }

        if (LiveContent.IsAsDesired(slot.Plan, metadata))
        {
            Look(slot, seen);
            return;
        }

        // The original's hash is another one: its object waits for its turn, and is compared then (contract §22 rule 2).
        if (slot.LookFirst) return;
        slot.NotBefore = default;
        slot.Reapply(repair: LiveContent.HasOurHash(slot.Plan, metadata));
    }

    private void Drifted(ResourceSlot slot, ChildObserved seen)
    {
        slot.Known = new KnownObject(seen.Uid, seen.ResourceVersion, seen.OwnFieldsDigest);
        slot.GoesAsKnown = IsCertainToGo(seen);
        if (slot.Plan.Policies.Creation == CreationPolicy.Once)
        {
            // Whoever takes the mark off has it applied and marked once more (contract §10.1).
            if (seen.Object is { } live && LiveMetadata.Of(live).Annotation(LynqAnnotations.CreatedOnce) != "true") slot.Reapply(repair: false);
            else Look(slot, seen);
            return;
        }

        slot.Reapply(repair: true);
        slot.NotBefore = slot.Breaker.NextRepairAt > scope.Now ? slot.Breaker.NextRepairAt : default;
        if (!slot.Breaker.IsTripped || slot.NotBefore == default) return;
        var manager = Contender(seen);
        slot.Reason = "DriftRepairDelayed";
        slot.Message = $"{manager} keeps changing declared fields";
        scope.Event(EventType.Warning, EventReasons.ResourceConflict,
            $"Resource conflict detected for {slot.Plan.Place} (Kind: {slot.Plan.Kind.Kind}, Policy: {slot.Plan.Policies.Conflict}): {manager} keeps changing declared fields; the next repair waits until {KubernetesTimeConverter.Format(slot.NotBefore)}. Take the fields out of the form, or list them in ignoreFields");
    }

    private bool IsCertainToGo(ChildObserved seen) => seen.Object is { } live && RemovalDecision.IsCertain(LiveMetadata.Of(live), State.Identity);

    private static string Contender(ChildObserved seen) =>
        seen.Object is { } live ? FieldOwners.LastOther(LiveMetadata.Of(live)) ?? "another manager" : "another manager";

    private void Look(ResourceSlot slot, ChildObserved seen)
    {
        if (slot.NeedsStatus && seen.Object is null) return;
        slot.Applied(SlotOutcome.Look(slot, seen.Object ?? default, scope), scope.Now);
    }

    // The very state that it was found ready in, mostly by the answer to our own write: nothing has changed, and no pass is due.
    private static bool IsEcho(ResourceSlot slot, ChildObserved seen) =>
        slot.Own == OwnState.Ready && !seen.Deleted && !seen.Deleting && slot.Known.Uid == seen.Uid && slot.Known.ResourceVersion == seen.ResourceVersion;

    private static bool IsObject(ResourceSlot slot, ChildObserved seen) => IsObject(slot, seen.Resource);

    private static bool IsObject(ResourceSlot slot, ResourceKey resource) =>
        slot.Plan.Kind.Kind == resource.Kind.Kind && slot.Plan.Kind.Group == resource.Kind.Group
        && slot.Plan.Namespace == resource.Namespace && slot.Plan.Name == resource.Name;
}
