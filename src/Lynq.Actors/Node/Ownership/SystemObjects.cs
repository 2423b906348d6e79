using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Ownership;

/// <summary>
/// Objects that the cluster itself lives on. One that is there already is nobody's tenant's: a row that names it, by accident or by
/// intent, does not get it merely because no field is in conflict (contract §10.3: Stuck never modifies what belongs to others).
/// </summary>
internal static class SystemObjects
{
    private static readonly string[] Namespaces = ["kube-system", "kube-public", "kube-node-lease"];

    /// <summary>Whether an object that exists without an owner is the cluster's.</summary>
    public static bool Contains(GroupVersionKind kind, string ns, string name) =>
        Namespaces.Contains(ns, StringComparer.Ordinal)
        || (kind is { Group: "", Kind: "Namespace" } && (name == "default" || Namespaces.Contains(name, StringComparer.Ordinal)));
}
