using Lynq.Actors.Node.Readiness;
using Lynq.Actors.Node.Status;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>Makes a content the present one: plans, graph and watches, with what is known of objects carried over.</summary>
internal sealed class NodeInstaller(NodeScope scope, NodeWatches watches)
{
    public async Task InstallAsync(LynqNodeSpec spec, IReadOnlyDictionary<string, string> errors, UInt128 hash, bool isRaw)
    {
        var state = scope.State;
        var plan = await scope.Services.Plans.BuildAsync(spec, errors, state.Identity, [.. state.Inventory], isRaw, scope.Stopping);
        foreach (var claim in plan.Resources.Where(r => r.Kind is { Group: "", Kind: "PersistentVolumeClaim" }))
            await scope.Services.Storage.LearnAsync((string?)claim.Body.Unpack()["spec"]?["storageClassName"] ?? "", scope.Stopping);
        var (slots, leaving) = SlotMerge.Of(plan, state);
        state.MayHaveStrays |= SlotMerge.MayLoseOne(state.Slots, slots);
        (state.Slots, state.Leaving) = (slots, leaving);
        state.Graph = plan.Graph.Graph;
        var before = state.Fault;
        state.Fault = plan.Graph.Error is { } error ? new NodeFault(NodeReasons.DependencyError, NodeReasons.DependencyCycle, error) : null;
        if (state.Fault is { } fault && before != fault) scope.Event(EventType.Warning, EventReasons.DependencyError, fault.Message);
        state.ContentHash = hash;
        Meter();
    }

    /// <summary>Follows what the form's rollout needs to know, which can change while the content stays.</summary>
    public void Meter()
    {
        var state = scope.State;
        var form = (state.Desired?.Form ?? state.Form) is { } key ? scope.Services.Forms.Find(key) : null;
        foreach (var slot in state.Slots)
        {
            slot.IsMetered = form is { MaxSkew: > 0 } && !slot.Plan.Policies.WaitForReady && slot.Plan.Error is null && ReadinessRules.IsWorkload(slot.Plan.Kind.Group, slot.Plan.Kind.Kind);
            slot.IsRolling &= slot.IsMetered;
        }

        watches.Update();
    }
}
