using Lynq.Actors.Node.Composition;
using Lynq.Actors.Node.Handover;
using Lynq.Actors.Node.IgnoreFields;
using Lynq.Actors.Node.Ownership;
using Lynq.Crds;

namespace Lynq.Actors.Node.Drift;

/// <summary>Compares a live object of which nothing is remembered with what its resource makes now.</summary>
internal static class LiveContent
{
    /// <summary>Whether it holds everything that is declared: then nothing needs to be written.</summary>
    public static bool IsAsDesired(ResourcePlan plan, LiveMetadata metadata) => plan.Policies.Creation == CreationPolicy.Once
        ? metadata.Annotation(LynqAnnotations.CreatedOnce) == "true"
        : HasOurHash(plan, metadata) && FieldCoverage.IsComplete(metadata, IgnoredPaths.Without(plan.Desired(), plan.IgnoreFields));

    /// <summary>Whether this very content was written there last: what is missing, others have taken away.</summary>
    public static bool HasOurHash(ResourcePlan plan, LiveMetadata metadata) =>
        metadata.Annotation(LynqAnnotations.AppliedHash) == Fingerprint.Text(plan.Hash) || FirstContact.IsMarked(metadata, plan.Hash);
}
