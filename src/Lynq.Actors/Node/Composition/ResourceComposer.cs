using System.Text.Json.Nodes;
using Lynq.Actors.Node.IgnoreFields;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Sharing;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Composition;

/// <summary>Makes the desired object out of an evaluated resource (contract §2.4, §4.7).</summary>
internal static class ResourceComposer
{
    /// <param name="resource">The resource with every template evaluated.</param>
    /// <param name="array">The array it sits in.</param>
    /// <param name="node">The node it belongs to.</param>
    /// <param name="isNamespaced">Scope of a kind; null when the server does not know the kind.</param>
    /// <param name="trackedNamespace">Where an object of this id is tracked already when the form does not say; it stays there (contract §22).</param>
    public static ResourcePlan Compose(
        ResourceTemplate resource, ResourceArray array, NodeIdentity node, Func<GroupVersionKind, bool?> isNamespaced, string? trackedNamespace = null)
    {
        var shape = new ResourceShape
        {
            Id = resource.Id,
            Policies = resource.Policies,
            DependIds = resource.DependIds ?? [],
            IgnoreFields = resource.IgnoreFields ?? [],
            ReadyWhen = resource.ReadyWhen ?? [],
        };
        if (ObjectShape.Complete(resource.Spec, array, out var error) is not { } desired) return Fail(shape, error);

        shape = shape with { Kind = SharedKinds.Of(GroupVersionKind.Parse(desired.Text("apiVersion")!, desired.Text("kind")!)) };
        var metadata = desired.Child("metadata");
        var name = FirstText(resource.NameTemplate, metadata.Text("name"));
        if (name.Length == 0) return Fail(shape, "no name: nameTemplate and metadata.name are empty after rendering");

        // An unknown kind is taken for namespaced until the server knows it; nothing is sent before that.
        var namespaced = isNamespaced(shape.Kind) ?? shape.Kind != new GroupVersionKind("", "v1", "Namespace");
        var ns = namespaced ? NamespaceOf(resource, metadata, trackedNamespace, node) : "";
        var owned = namespaced && ns == node.Namespace && shape.Policies.Deletion == DeletionPolicy.Delete;
        metadata.Set("name", name);
        if (namespaced) metadata.Set("namespace", ns);
        else metadata.Remove("namespace");
        ManagedMetadata.Lay(metadata, resource, node, owned);
        return Finish((shape with { Namespace = ns, Owned = owned }).Shared(), name, desired);
    }

    private static ResourcePlan Fail(ResourceShape shape, string? error) => new() { Shape = shape.Shared(), Error = error };

    private static ResourcePlan Finish(ResourceShape shape, string name, CanonicalObject desired)
    {
        using var scratch = ScratchBuffer.Take();
        desired.WriteTo(scratch.Output);
        var text = scratch.Output.WrittenSpan;
        var hash = shape.IgnoreFields.Count == 0 ? Fingerprint.OfCanonical(text) : Fingerprint.Of(IgnoredPaths.Without(JsonNode.Parse(text)!.AsObject(), shape.IgnoreFields));
        return new ResourcePlan { Shape = shape, Name = name, Hash = hash, Body = shape.Pack(text), AnnotationsEnd = desired.Child("metadata").Child("annotations").End };
    }

    private static string NamespaceOf(ResourceTemplate resource, CanonicalObject metadata, string? trackedNamespace, NodeIdentity node)
    {
        var target = resource.TargetNamespace?.Trim();
        if (!string.IsNullOrEmpty(target)) return target;
        return trackedNamespace ?? FirstText(null, metadata.Text("namespace")) switch { "" => node.Namespace, var own => own };
    }

    private static string FirstText(string? first, string? second) => first?.Trim() is { Length: > 0 } text ? text : second?.Trim() ?? "";
}
