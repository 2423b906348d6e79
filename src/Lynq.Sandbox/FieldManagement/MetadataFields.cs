namespace Lynq.Sandbox.FieldManagement;

/// <summary>Fields that no manager holds.</summary>
internal static class MetadataFields
{
    /// <summary>What names and identifies an object rather than describing it.</summary>
    public static readonly FieldSet Identity = Of(
        "apiVersion", "kind", "metadata", "metadata.name", "metadata.namespace", "metadata.creationTimestamp", "metadata.selfLink",
        "metadata.uid", "metadata.clusterName", "metadata.generation", "metadata.managedFields", "metadata.resourceVersion");

    /// <summary>Whole trees that the main endpoint of a kind with a status subresource cannot write.</summary>
    public static readonly FieldSet Status = Of("status");

    /// <summary>Whole trees that the status endpoint cannot write.</summary>
    public static readonly FieldSet AllButStatus = Of("spec", "metadata.labels", "metadata.annotations", "metadata.ownerReferences", "metadata.finalizers");

    private static FieldSet Of(params ReadOnlySpan<string> paths)
    {
        var set = new FieldSet();
        foreach (var path in paths) set.Insert([.. path.Split('.').Select(PathElements.Field)]);
        return set;
    }
}
