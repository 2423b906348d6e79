namespace Lynq.Actors.Identities;

/// <summary>
/// Identifies one object in the cluster whatever the version it is read in: a kind that moves to another version is the
/// same object (contract §10.8).
/// </summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Namespace">Namespace; empty for cluster-scoped objects.</param>
/// <param name="Name">Name.</param>
public readonly record struct ResourceKey(string Group, string Kind, string Namespace, string Name)
{
    /// <summary>The key for log entries: <c>kind.group namespace/name</c>.</summary>
    public override string ToString()
    {
        var kind = Group.Length == 0 ? Kind : $"{Kind}.{Group}";
        return Namespace.Length == 0 ? $"{kind} {Name}" : $"{kind} {Namespace}/{Name}";
    }
}
