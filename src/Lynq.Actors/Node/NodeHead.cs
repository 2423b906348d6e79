using System.Text.Json;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>
/// As much of a LynqNode as decides whether it concerns anybody: its metadata without managed fields, and its row. Reading just that
/// of the echoes of our own writes costs a fraction of reading the rendered resources, which nobody would look at.
/// </summary>
/// <param name="Metadata">The metadata; managed fields are left out.</param>
/// <param name="RowUid"><c>spec.uid</c>.</param>
internal sealed record NodeHead(ObjectMeta Metadata, string RowUid)
{
    /// <summary>The head of a LynqNode that was read whole.</summary>
    public static NodeHead Of(LynqNode node) => new(node.Metadata, node.Spec.Uid);

    /// <summary>The head of a LynqNode as it came from the server.</summary>
    public static NodeHead Of(JsonElement node) =>
        Of(node.Deserialize(Representation.Metadata.Type)!, Readiness.LiveStatus.Text(Readiness.LiveStatus.Child(node, "spec"), "uid"));

    /// <summary>The head of a LynqNode that was just written for a row.</summary>
    public static NodeHead Of(PartialObjectMetadata answer, string rowUid)
    {
        var metadata = answer.Metadata;
        return new(
            new ObjectMeta
            {
                Name = metadata.Name,
                Namespace = metadata.Namespace,
                Uid = metadata.Uid,
                ResourceVersion = metadata.ResourceVersion,
                Generation = metadata.Generation,
                DeletionTimestamp = metadata.DeletionTimestamp,
                Labels = metadata.Labels,
                Annotations = metadata.Annotations,
                Finalizers = metadata.Finalizers,
                OwnerReferences = metadata.OwnerReferences is { } owners ? [.. owners.Select(OwnerOf)] : null,
            },
            rowUid);
    }

    private static OwnerReference OwnerOf(ObjectOwner owner) => new()
    {
        ApiVersion = owner.ApiVersion,
        Kind = owner.Kind,
        Name = owner.Name,
        Uid = owner.Uid,
        Controller = owner.Controller,
        BlockOwnerDeletion = owner.BlockOwnerDeletion,
    };
}
