using System.Collections.Immutable;

namespace Lynq.Sandbox.Storage;

using Objects = ImmutableSortedDictionary<string, StoredObject>;

/// <summary>The objects of one resource, as immutable trees: readers take a snapshot and never wait.</summary>
internal sealed class ObjectCollection(string storageKey, int historyLimit)
{
    private static readonly Objects None = Objects.Empty.WithComparers(StringComparer.Ordinal);

    private volatile ImmutableSortedDictionary<string, Objects> _namespaces =
        ImmutableSortedDictionary<string, Objects>.Empty.WithComparers(NamespaceOrder.Instance);

    private int _count;

    public string StorageKey { get; } = storageKey;

    public EventLog Log { get; } = new(historyLimit);

    public int Count => Volatile.Read(ref _count);

    public StoredObject? Find(ObjectKey key) =>
        _namespaces.TryGetValue(key.Namespace, out var objects) && objects.TryGetValue(key.Name, out var found) ? found : null;

    /// <summary>All objects now, or those of one namespace, in key order.</summary>
    public IEnumerable<StoredObject> Snapshot(string? inNamespace)
    {
        var namespaces = _namespaces;
        if (inNamespace is null) return namespaces.Values.SelectMany(objects => objects.Values);
        return namespaces.TryGetValue(inNamespace, out var found) ? found.Values : [];
    }

    /// <summary>Puts an object in its place, or takes it out; only the store calls it, inside its writer lock.</summary>
    public void Set(ObjectKey key, StoredObject? value)
    {
        var objects = _namespaces.GetValueOrDefault(key.Namespace, None);
        var changed = value is null ? objects.Remove(key.Name) : objects.SetItem(key.Name, value);
        Volatile.Write(ref _count, _count + changed.Count - objects.Count);
        _namespaces = changed.IsEmpty
            ? _namespaces.Remove(key.Namespace)
            : _namespaces.SetItem(key.Namespace, changed);
    }
}
