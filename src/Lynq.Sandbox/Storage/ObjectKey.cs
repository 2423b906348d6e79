namespace Lynq.Sandbox.Storage;

/// <summary>An object's place inside its collection; the namespace of a cluster-scoped one is empty.</summary>
internal readonly record struct ObjectKey(string Namespace, string Name) : IComparable<ObjectKey>
{
    /// <summary>The order of "namespace/name" as etcd sorts its keys: byte by byte.</summary>
    public int CompareTo(ObjectKey other)
    {
        var order = NamespaceOrder.Instance.Compare(Namespace, other.Namespace);
        return order != 0 ? order : string.CompareOrdinal(Name, other.Name);
    }

    public override string ToString() => Namespace.Length == 0 ? Name : Namespace + "/" + Name;
}

/// <summary>Orders namespaces as if each ended in "/", which etcd's keys do: "a-b" before "a".</summary>
internal sealed class NamespaceOrder : IComparer<string>
{
    public static readonly NamespaceOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (a, b) = (x ?? "", y ?? "");
        var common = Math.Min(a.Length, b.Length);
        for (var i = 0; i < common; i++)
        {
            if (a[i] != b[i]) return a[i] - b[i];
        }

        if (a.Length == b.Length) return 0;
        return a.Length > b.Length ? a[common] - '/' : '/' - b[common];
    }
}
