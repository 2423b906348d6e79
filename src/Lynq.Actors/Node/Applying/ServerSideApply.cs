using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Handover;
using Lynq.Actors.Node.IgnoreFields;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Patching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Applying;

/// <summary>
/// patchStrategy apply (contract §10.3, §10.7). In the ordinary case one request: what is ours is applied with force, what is not
/// known is applied only if it does not exist. Every object of this operator has the same field manager, so an ordinary apply
/// would take another node's object over without any conflict; only a refusal makes us look whose it is.
/// </summary>
internal static class ServerSideApply
{
    // No object has this version: an apply that carries it creates, or is refused with a conflict.
    private const string NoVersion = "1";

    public static async Task<ApplyOutcome> RunAsync(ApplyContext context)
    {
        var slot = context.Slot;
        if (slot.IsOurs && !slot.LookFirst && context.Plan.IgnoreFields.Count == 0 && !slot.HasOldOwners) return ApplyOutcome.Done(await ApplyOwnAsync(context, context.Whole()));
        if (slot.IsOurs || slot.LookFirst) return await LookAndClaimAsync(context);
        return await CreateAsync(context) ?? await LookAndClaimAsync(context);
    }

    private static async Task<ApplyOutcome?> CreateAsync(ApplyContext context)
    {
        try
        {
            return ApplyOutcome.Done(await context.Apply(context.Whole(NoVersion), force: false));
        }
        catch (KubernetesException error) when (error.StatusCode == 409 || Refusal.Of(error).Kind == RefusalKind.HasController)
        {
            return null;
        }
        catch (KubernetesException error) when (Refusal.Of(error).Kind == RefusalKind.VersionOfNothing)
        {
            // Services before Kubernetes 1.24: the server says by this that there is nothing yet.
            return ApplyOutcome.Done(await context.Apply(context.Whole(), force: false));
        }
    }

    // It was refused a moment ago and is not there now. A plain create cannot take anything from anybody either.
    private static async Task<ApplyOutcome> CreatePlainAsync(ApplyContext context)
    {
        try
        {
            return ApplyOutcome.Done(await context.Create(context.Whole()));
        }
        catch (KubernetesException error) when (error.IsAlreadyExists)
        {
            return ApplyOutcome.Refused(new Refusal(RefusalKind.Outdated, "the object appeared while it was being created"));
        }
    }

    private static async Task<ApplyOutcome> LookAndClaimAsync(ApplyContext context)
    {
        if (await context.Read() is not { } live)
            return await CreatePlainAsync(context);
        var metadata = LiveMetadata.Of(live);
        var (owner, claim) = await context.ClaimAsync(metadata);
        var body = IgnoredPaths.Adjust(Body(context, metadata), live, context.Plan.IgnoreFields);
        switch (claim)
        {
            case Claim.Conflict:
                return ApplyOutcome.Conflicts(owner.Describe());
            case Claim.Apply:
                return ApplyOutcome.Done(await HandOverAsync(context, metadata, live) ?? await ApplyOwnAsync(context, body));
            case Claim.Readopt:
                return await ReadoptAsync(context, await context.Apply(body, force: true));
            case Claim.Inherit:
                body["metadata"]!["resourceVersion"] = metadata.ResourceVersion;
                return ApplyOutcome.Done(await context.Apply(body, force: true)) with { Readopted = true };
            case Claim.TakeFieldsOnly:
                return await AdoptAsync(context, await context.Apply(WriteBody.WithoutOwner(body), force: true), tookOver: true);
            case Claim.TakeOver:
                return await AdoptAsync(context, await context.Apply(body, force: true), tookOver: HasDifference(context, live));
            default:
                return await ApplyUnforcedAsync(context, body);
        }
    }

    // Where somebody edited the key of a list's item, ours cannot stand beside what was made of it: it is put in its place first.
    private static async Task<JsonElement> ApplyOwnAsync(ApplyContext context, RequestBody body)
    {
        try
        {
            return await context.Apply(body, force: true);
        }
        catch (KubernetesException error) when (error.IsInvalid && context.Slot.MayClash && ClashingItems.MayExplain(error.Status.Details?.Causes ?? []))
        {
            if (await context.Read() is not { } live || (await context.ClaimAsync(LiveMetadata.Of(live))).Claim != Claim.Apply) throw;
            if (ClashingItems.Patch(JsonObject.Create(body.ToElement())!, live, error.Status.Details!.Causes) is not { } patch)
            {
                context.Slot.NothingClashesAt = LiveMetadata.Of(live).ResourceVersion;
                throw;
            }

            await context.Edit(patch);
            return await context.Apply(body, force: true);
        }
    }

    // Old owners give up what we declare. Where nothing else differs at first contact that is all.
    private static async Task<JsonElement?> HandOverAsync(ApplyContext context, LiveMetadata metadata, JsonElement live)
    {
        if (FirstContact.Patch(context, live, applies: true) is { } patch) return await context.Merge(patch);
        if (FieldHandover.Of(metadata.ManagedFields, context.Body(), applies: true) is { } owners) await context.Merge(FieldHandover.Patch(metadata, owners));
        return null;
    }

    // A desired object that did not change keeps its clock, also when another generation of the operator started it.
    private static JsonObject Body(ApplyContext context, LiveMetadata live)
    {
        if (context.Slot.LookFirst && ApplyStart.Of(live) is { } start) context.ApplyStart = start;
        return context.Body();
    }

    private static async Task<ApplyOutcome> ApplyUnforcedAsync(ApplyContext context, JsonObject body)
    {
        try
        {
            return await AdoptAsync(context, await context.Apply(body, force: false), tookOver: false);
        }
        catch (KubernetesException error) when (Refusal.Of(error) is { Kind: RefusalKind.FieldConflict } refusal)
        {
            return ApplyOutcome.Conflicts(refusal.Message);
        }
    }

    private static async Task<ApplyOutcome> ReadoptAsync(ApplyContext context, JsonElement live) =>
        ApplyOutcome.Done(await context.Merge(OrphanBody.Unmark(LiveMetadata.Of(live).Uid))) with { Readopted = true };

    // An object that was there before us is never deleted by us: its provenance is written on it.
    private static async Task<ApplyOutcome> AdoptAsync(ApplyContext context, JsonElement live, bool tookOver)
    {
        var metadata = LiveMetadata.Of(live);
        if (metadata.Annotation(LynqAnnotations.Adopted) is null) live = await context.Merge(AdoptionBody.For(metadata.Uid));
        return ApplyOutcome.Done(live) with { TookOver = tookOver };
    }

    private static bool HasDifference(ApplyContext context, JsonElement live) =>
        Drift.LiveDiff.FirstDifference(WithoutMetadata(context.Plan.Desired()), live) is not null;

    private static JsonObject WithoutMetadata(JsonObject body)
    {
        body.Remove("metadata");
        return body;
    }
}
