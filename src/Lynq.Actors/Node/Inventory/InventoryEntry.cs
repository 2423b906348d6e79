using Lynq.Kubernetes;
using Lynq.Crds;

namespace Lynq.Actors.Node.Inventory;

/// <summary>An object that this node manages, or left to be cleaned up.</summary>
/// <param name="Id">Id of the resource that made it.</param>
/// <param name="Kind">Its kind; group and version are empty when only the original operator's key is known.</param>
/// <param name="Namespace">Namespace; empty when cluster-scoped.</param>
/// <param name="Name">Name; empty when an old key did not tell.</param>
/// <param name="Uid">uid; empty when not known.</param>
internal readonly record struct InventoryEntry(string Id, GroupVersionKind Kind, string Namespace, string Name, string Uid)
{
    /// <summary>Namespace and name for people; the name alone when cluster-scoped.</summary>
    public string Place => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";

    /// <summary>The key of <c>status.appliedResources</c> (contract §8.1).</summary>
    public string AppliedKey => $"{Kind.Kind}/{Place}@{Id}";

    /// <summary>Whether this is the object of that kind, namespace and name; a group that is not known matches any.</summary>
    public bool IsSameObject(GroupVersionKind kind, string ns, string name) =>
        Kind.Kind == kind.Kind && (Kind.Version.Length == 0 || Kind.Group == kind.Group) && Namespace == ns && Name == name;

    /// <summary>Reads an entry of <c>status.resources</c>; null when no object is recorded in it.</summary>
    public static InventoryEntry? Of(ResourceStatus status) =>
        status is { ApiVersion: { Length: > 0 } apiVersion, Kind: { Length: > 0 } kind, Name: { Length: > 0 } name, Uid: { Length: > 0 } uid }
            ? new InventoryEntry(status.Id, GroupVersionKind.Parse(apiVersion, kind), status.Namespace ?? "", name, uid)
            : null;
}
