using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Patching;
using Lynq.Actors.Rights;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Applying;

/// <summary>Brings one object in line with its plan by its policies. Every refusal comes back as a value.</summary>
internal sealed class Applier(IKubernetesClient client, IDiscovery discovery, GoneNodes gone, MissingRights rights)
{
    /// <param name="slot">The resource.</param>
    /// <param name="node">Its node.</param>
    /// <param name="applyStart">Start of its clock.</param>
    /// <param name="priority">Live for what somebody waits for, else catching up.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The outcome, and the start of the clock that was written.</returns>
    public async Task<(ApplyOutcome Outcome, DateTimeOffset Start)> ApplyAsync(
        ResourceSlot slot, NodeIdentity node, DateTimeOffset applyStart, RequestPriority priority, CancellationToken cancellationToken)
    {
        if (slot.Resource is null) return (ApplyOutcome.Refused(UnknownKind(slot.Plan.Kind)), applyStart);
        var context = new ApplyContext(client, gone, slot, node, applyStart, priority, cancellationToken);
        try
        {
            var outcome = slot.Plan.Policies switch
            {
                { Creation: CreationPolicy.Once } => await OnceCreate.RunAsync(context),
                { Patch: PatchStrategy.Apply } => await ServerSideApply.RunAsync(context),
                _ => await WholeWrite.RunAsync(context),
            };
            return (outcome, context.ApplyStart);
        }
        catch (KubernetesException error)
        {
            var refusal = Refusal.Of(error);
            rights.Note(error);
            if (refusal.Kind == RefusalKind.KindMissing) discovery.Forget(slot.Plan.Kind);
            return (ApplyOutcome.Refused(refusal), applyStart);
        }
    }

    private static Refusal UnknownKind(GroupVersionKind kind) =>
        new(RefusalKind.KindMissing, $"the API server does not know kind {kind.Kind} of {kind.ApiVersion}; install its CustomResourceDefinition or correct the form");
}
