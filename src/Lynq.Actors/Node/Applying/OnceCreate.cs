using System.Text.Json;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Patching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Applying;

/// <summary>
/// creationPolicy Once (contract §10.1): created with a plain create, which cannot change what exists; afterwards only its
/// tracking is ever touched.
/// </summary>
internal static class OnceCreate
{
    public static async Task<ApplyOutcome> RunAsync(ApplyContext context)
    {
        if (!context.Slot.IsOurs && !context.Slot.LookFirst)
        {
            try
            {
                return ApplyOutcome.Done(await context.Create(context.Whole()));
            }
            catch (KubernetesException error) when (error.IsAlreadyExists)
            {
                // Whose it is decides.
            }
        }

        if (await context.Read() is not { } live) return ApplyOutcome.Done(await context.Create(context.Whole()));
        var metadata = LiveMetadata.Of(live);
        var (owner, claim) = await context.ClaimAsync(metadata);
        if (claim == Claim.Conflict) return ApplyOutcome.Conflicts(owner.Describe());
        if (metadata.Annotation(LynqAnnotations.CreatedOnce) != "true") return await ServerSideApply.RunAsync(context);
        return await TrackAsync(context, metadata, live, owner);
    }

    private static async Task<ApplyOutcome> TrackAsync(ApplyContext context, LiveMetadata metadata, JsonElement live, Owner owner)
    {
        var desired = context.Plan.Desired();
        var tracked = metadata.Label(LynqLabels.Node) == (string?)desired["metadata"]!["labels"]![LynqLabels.Node]
            && metadata.Label(LynqLabels.Orphaned) is null
            && metadata.Annotation(LynqAnnotations.DeletionPolicy) == context.Plan.Policies.Deletion.ToString()
            && OrphanBody.OwnersToWrite(metadata, context.Node, desired) is null;
        if (tracked) return ApplyOutcome.Done(live) with { Unchanged = true };
        var patch = OrphanBody.Track(metadata, context.Node, desired);
        if (owner.Kind == OwnerKind.Abandoned) patch["metadata"]!["resourceVersion"] = metadata.ResourceVersion;
        return ApplyOutcome.Done(await context.Merge(patch)) with { Readopted = owner.Kind is OwnerKind.Orphan or OwnerKind.Abandoned };
    }
}
