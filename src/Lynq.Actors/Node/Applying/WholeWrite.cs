using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Drift;
using Lynq.Actors.Node.Handover;
using Lynq.Actors.Node.IgnoreFields;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Patching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Applying;

/// <summary>patchStrategy merge and replace (contract §10.7): create, or change the live object that was just read.</summary>
internal static class WholeWrite
{
    private const int Attempts = 3;

    private static readonly Refusal BetweenTwoLives = new(RefusalKind.Transient, "the old object is on its way out; it is created anew when it is gone");

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
                // It is read and judged below.
            }
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteAsync(context);
            }
            catch (KubernetesException error) when (error.IsConflict && attempt < Attempts)
            {
                // Somebody was faster: read again.
            }
        }
    }

    private static async Task<ApplyOutcome> WriteAsync(ApplyContext context)
    {
        if (await context.Read() is not { } live) return ApplyOutcome.Done(await context.Create(context.Whole()));
        var metadata = LiveMetadata.Of(live);
        var (owner, claim) = await context.ClaimAsync(metadata);
        if (claim == Claim.Conflict) return ApplyOutcome.Conflicts(owner.Describe());
        KeepClock(context, metadata);
        if (claim == Claim.Apply && FirstContact.Patch(context, live, applies: false) is { } patch) return ApplyOutcome.Done(await context.Merge(patch));
        if (context.Plan.Policies.Recreate && metadata.IsTerminating) return ApplyOutcome.Refused(BetweenTwoLives);
        JsonElement written;
        try
        {
            written = await Send(context, Body(context, live, metadata, claim));
        }
        catch (KubernetesException error) when (Refusal.Of(error).Kind == RefusalKind.Immutable && MayRecreate(context, claim, metadata))
        {
            return await RecreateAsync(context, metadata);
        }

        return await MarkAsync(context, claim, metadata, written);
    }

    // What is only repaired, or met for the first time, did not change: its clock goes on.
    private static void KeepClock(ApplyContext context, LiveMetadata live)
    {
        if ((context.Slot.IsRepair || context.Slot.LookFirst) && ApplyStart.Of(live) is { } start) context.ApplyStart = start;
    }

    private static JsonObject Body(ApplyContext context, JsonElement live, LiveMetadata metadata, Claim claim)
    {
        var body = ByStrategy(context, live, metadata, claim);
        var owners = claim == Claim.Apply ? FieldHandover.Of(metadata.ManagedFields, context.Body(), applies: false) : null;
        if (owners is not null) body["metadata"]!["managedFields"] = owners;
        // Both were decided by what was read: that very version is written, or none.
        if (owners is not null || claim == Claim.Inherit) body["metadata"]!["resourceVersion"] = metadata.ResourceVersion;
        return body;
    }

    private static JsonObject ByStrategy(ApplyContext context, JsonElement live, LiveMetadata metadata, Claim claim)
    {
        var full = context.Body();
        if (claim == Claim.TakeFieldsOnly) WriteBody.WithoutOwner(full);
        if (context.Plan.Policies.Patch == PatchStrategy.Merge)
            return WriteBody.Merge(IgnoredPaths.Without(full, context.Plan.IgnoreFields), metadata, context.Node);
        var body = WriteBody.Replace(IgnoredPaths.CopyLive(full, live, context.Plan.IgnoreFields), live, context.Node);
        if (metadata.Annotation(LynqAnnotations.Adopted) is { } adopted) body["metadata"]!["annotations"]![LynqAnnotations.Adopted] = adopted;
        return body;
    }

    // An orphan loses its mark. What was there before us gets one: it is never deleted by us.
    private static async Task<ApplyOutcome> MarkAsync(ApplyContext context, Claim claim, LiveMetadata before, JsonElement written)
    {
        var wasForeign = claim is Claim.TakeOver or Claim.TakeFieldsOnly or Claim.ApplyUnlessFieldsConflict;
        if (claim == Claim.Readopt) written = await context.Merge(OrphanBody.Unmark(before.Uid));
        if (wasForeign && before.Annotation(LynqAnnotations.Adopted) is null) written = await context.Merge(AdoptionBody.For(before.Uid));
        return ApplyOutcome.Done(written) with { Readopted = claim is Claim.Readopt or Claim.Inherit };
    }

    private static bool MayRecreate(ApplyContext context, Claim claim, LiveMetadata live) =>
        context.Plan.Policies.Recreate && claim == Claim.Apply && live.Annotation(LynqAnnotations.Adopted) is null && live.Annotation(LynqAnnotations.DeletionPolicy) != nameof(DeletionPolicy.Retain);

    // What lingers (a finalizer, a grace period) is waited for by the next attempts.
    private static async Task<ApplyOutcome> RecreateAsync(ApplyContext context, LiveMetadata old)
    {
        await context.Delete(old.Uid);
        return ApplyOutcome.Done(await context.Create(context.Whole())) with { Recreated = true };
    }

    private static Task<JsonElement> Send(ApplyContext context, JsonObject body) =>
        context.Plan.Policies.Patch == PatchStrategy.Merge ? context.Merge(body) : context.Replace(body);
}
