using Lynq.Sandbox.Api;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Reading;

/// <summary>Keeps the lists that continue tokens refer to, so that all pages show one moment.</summary>
internal sealed class ListSnapshots(ObjectStore store)
{
    private const int Most = 16;
    private readonly Lock _gate = new();
    private readonly List<Snapshot> _snapshots = [];

    public void Keep(string storageKey, string? inNamespace, long resourceVersion, StoredObject[] objects)
    {
        lock (_gate)
        {
            var index = Find(storageKey, inNamespace, resourceVersion);
            if (index >= 0) return;
            if (_snapshots.Count == Most) _snapshots.RemoveAt(0);
            _snapshots.Add(new Snapshot(storageKey, inNamespace, resourceVersion, objects));
        }
    }

    /// <summary>The list as it was at the version; throws 410 when that is forgotten.</summary>
    public StoredObject[] Get(string storageKey, string? inNamespace, long resourceVersion)
    {
        lock (_gate)
        {
            _snapshots.RemoveAll(snapshot => snapshot.ResourceVersion < store.CompactedVersion);
            var index = Find(storageKey, inNamespace, resourceVersion);
            if (index >= 0) return _snapshots[index].Objects;
        }

        throw Errors.Gone(
            "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.");
    }

    private int Find(string storageKey, string? inNamespace, long resourceVersion) => _snapshots.FindIndex(snapshot =>
        snapshot.StorageKey == storageKey && snapshot.Namespace == inNamespace && snapshot.ResourceVersion == resourceVersion);

    private sealed record Snapshot(string StorageKey, string? Namespace, long ResourceVersion, StoredObject[] Objects);
}
