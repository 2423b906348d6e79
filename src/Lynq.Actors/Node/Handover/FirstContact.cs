using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Applying;
using Lynq.Actors.Node.Composition;
using Lynq.Actors.Node.Drift;
using Lynq.Actors.Node.IgnoreFields;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Patching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Handover;

/// <summary>
/// The one write to an object of the original operator when nothing that the form declares differs (contract §22 rules 1, 2 and
/// 11): metadata only, and no generation changes by it.
/// </summary>
internal static class FirstContact
{
    /// <summary>
    /// The merge patch of first contact, or null when an ordinary write is needed: the payload differs, or is as cheap to write.
    /// </summary>
    /// <param name="context">The apply in progress.</param>
    /// <param name="live">The live object.</param>
    /// <param name="applies">It is written by server-side apply, not by merge or replace.</param>
    public static JsonObject? Patch(ApplyContext context, JsonElement live, bool applies)
    {
        if (!context.Slot.LookFirst) return null;
        var metadata = LiveMetadata.Of(live);
        var owners = FieldHandover.Of(metadata.ManagedFields, context.Body(), applies);
        if ((owners is null && !CountsAnnotations(context.Plan.Kind)) || !IsPayloadAsDesired(context.Plan, live)) return null;
        var body = WriteBody.Merge(context.Body(), metadata, context.Node)["metadata"]!.DeepClone().AsObject();
        foreach (var name in (string[])["name", "namespace"]) body.Remove(name);
        body["uid"] = metadata.Uid;
        body["resourceVersion"] = metadata.ResourceVersion;
        if (owners is not null) body["managedFields"] = owners;
        if (CountsAnnotations(context.Plan.Kind))
        {
            body.Remove("annotations");
            body["labels"]![LynqLabels.TakenOver] = Mark(metadata, context.Plan.Hash);
        }

        return new JsonObject { ["metadata"] = body };
    }

    /// <summary>Whether an object was found as desired at first contact and has not been written since.</summary>
    public static bool IsMarked(LiveMetadata live, ulong hash) => live.Label(LynqLabels.TakenOver) is { } mark && mark == Mark(live, hash);

    // Of the built-in kinds, Deployments alone get a new generation for a changed annotation.
    private static bool CountsAnnotations(GroupVersionKind kind) => kind is { Group: "apps", Kind: "Deployment" };

    // Names what the original left as well, so that it counts until somebody applies; hashed, for the annotation may hold anything.
    private static string Mark(LiveMetadata live, ulong hash) =>
        $"{Fingerprint.Text(Fingerprint.Of(JsonValue.Create(live.Annotation(LynqAnnotations.AppliedHash) ?? "")!))}.{Fingerprint.Text(hash)}";

    private static bool IsPayloadAsDesired(ResourcePlan plan, JsonElement live)
    {
        var desired = IgnoredPaths.Without(plan.Desired(), plan.IgnoreFields);
        desired.Remove("metadata");
        return LiveDiff.FirstDifference(desired, live) is null;
    }
}
