using System.Diagnostics.CodeAnalysis;

namespace Lynq.Kubernetes;

/// <summary>Namespace (empty when cluster-scoped) and name.</summary>
internal readonly record struct ObjectName(string Namespace, string Name);

/// <summary>What an informer remembers of one object.</summary>
internal readonly record struct InformerEntry<TKept>(PackedUid Uid, PackedVersion Version, int List, TKept Kept);

/// <summary>
/// What exists, as far as is known. Written by the informer's loop only, read from anywhere. Entries are marked with the number of the
/// list that last showed them: those with an older mark at a list's end are gone.
/// </summary>
internal sealed class InformerStore<TKept>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectName, InformerEntry<TKept>> _entries = [];
    private readonly Dictionary<string, string> _namespaces = new(StringComparer.Ordinal);
    private int _list;

    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    public bool TryGet(ObjectName key, [MaybeNullWhen(false)] out TKept kept)
    {
        var entry = Find(key);
        kept = entry is { } found ? found.Kept : default;
        return entry is not null;
    }

    public InformerEntry<TKept>? Find(ObjectName key)
    {
        lock (_lock)
            return _entries.TryGetValue(key, out var entry) ? entry : null;
    }

    public void Set(ObjectName key, string uid, string version, TKept kept)
    {
        lock (_lock)
            _entries[key with { Namespace = Shared(key.Namespace) }] = new(new(uid), new(version), _list, kept);
    }

    /// <summary>Marks an entry as seen by the present list.</summary>
    public void Touch(ObjectName key)
    {
        lock (_lock)
            _entries[key] = _entries[key] with { List = _list };
    }

    public void Remove(ObjectName key)
    {
        lock (_lock)
            _entries.Remove(key);
    }

    public void BeginList()
    {
        lock (_lock)
            _list++;
    }

    /// <summary>The entries that the list just made did not show.</summary>
    public List<KeyValuePair<ObjectName, InformerEntry<TKept>>> EndList()
    {
        lock (_lock)
        {
            // Filling it doubled its room again and again; now it is known how much is needed.
            _entries.TrimExcess(_entries.Count + (_entries.Count / 8));
            return _entries.Where(entry => entry.Value.List != _list).ToList();
        }
    }

    // Thousands of objects share a namespace: its name is kept once.
    private string Shared(string ns)
    {
        if (_namespaces.TryGetValue(ns, out var shared))
            return shared;
        _namespaces[ns] = ns;
        return ns;
    }
}
