using System.Buffers;
using System.Text;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Watching;
using Lynq.Crds;

namespace Lynq.Actors.Node.Composition;

/// <summary>
/// The operator's own keys on a managed object, laid over what the form says (contract §2.4, §4.7): tracking labels on every
/// object, so that watches can select them; the owner reference where the API allows it.
/// </summary>
internal static class ManagedMetadata
{
    private static readonly byte[] OwnerStart = Encoding.UTF8.GetBytes(
        $$"""[{"apiVersion":"{{LynqApi.ApiVersion}}","blockOwnerDeletion":true,"controller":true,"kind":"{{LynqApi.NodeKind}}","name":""");

    /// <summary>Lays the form's label and annotation templates over the object's own metadata, then ours on top.</summary>
    public static void Lay(CanonicalObject metadata, ResourceTemplate resource, NodeIdentity node, bool owned)
    {
        // A map that is no object would be refused by the server anyway; the operator's keys need one.
        var (labels, annotations) = (metadata.Child("labels"), metadata.Child("annotations"));
        labels.SetAll(resource.LabelsTemplate);
        annotations.SetAll(resource.AnnotationsTemplate);
        foreach (var key in labels.Names.Concat(annotations.Names).Where(key => key.StartsWith(LynqNames.Prefix, StringComparison.Ordinal)).ToList())
        {
            labels.Remove(key);
            annotations.Remove(key);
        }

        labels.Set(LynqLabels.Node, TrackingLabels.Value(node.Name));
        labels.Set(LynqLabels.NodeNamespace, TrackingLabels.Value(node.Namespace));
        if (TrackingLabels.Value(node.Name) != node.Name) annotations.Set(LynqLabels.Node, node.Name);
        var policies = resource.Policies;
        annotations.Set(LynqAnnotations.DeletionPolicy, policies.Deletion.ToString());
        if (policies.Creation == CreationPolicy.Once) annotations.Set(LynqAnnotations.CreatedOnce, "true");
        if (owned) metadata.Set("ownerReferences", OwnerReferences(node));
    }

    // The controller reference from a managed object to its node.
    private static byte[] OwnerReferences(NodeIdentity node)
    {
        using var scratch = ScratchBuffer.Take();
        var output = scratch.Output;
        output.Write(OwnerStart);
        CanonicalJson.WriteTo(output, node.Name);
        output.Write(",\"uid\":"u8);
        CanonicalJson.WriteTo(output, node.Uid);
        output.Write("}]"u8);
        return output.WrittenSpan.ToArray();
    }
}
