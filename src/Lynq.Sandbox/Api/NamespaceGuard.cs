using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Api;

/// <summary>Refuses to make objects in a namespace that is not there or is going away.</summary>
internal sealed class NamespaceGuard(ObjectStore store, ResourceCatalog catalog)
{
    public void CheckCreate(ResourceType type, ObjectKey key)
    {
        if (!type.Namespaced || type.IsVirtual) return;
        var space = store.Collection("namespaces").Find(new ObjectKey("", key.Namespace));
        if (space is null) throw Errors.NotFound(catalog.FindKind("v1", "Namespace")!, key.Namespace);
        if (!space.Terminating) return;
        throw Errors.Forbidden(type, key.Name,
            $"unable to create new content in namespace {key.Namespace} because it is being terminated",
            new FieldCause("NamespaceTerminating", $"namespace {key.Namespace} is being terminated", "metadata.namespace"));
    }
}
