using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Lynq.Sandbox.Storage;

/// <summary>
/// All objects, and the one counter of resource versions. Changes are worked out outside and committed by comparing: a commit
/// fails when the object is no longer the one that was read, and nothing but the exchange itself happens inside the lock.
/// </summary>
internal sealed class ObjectStore(int historyLimit)
{
    private readonly Lock _writer = new();
    private readonly ConcurrentDictionary<string, ObjectCollection> _collections = new(StringComparer.Ordinal);
    private readonly List<ChannelWriter<Change>> _followers = [];
    private long _version = 1;
    private long _compacted;

    /// <summary>The newest resourceVersion; every change up to it can be seen by readers and watchers.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Lists and watches from before this version are refused with 410.</summary>
    public long CompactedVersion => Volatile.Read(ref _compacted);

    public IEnumerable<ObjectCollection> Collections => _collections.Values;

    public OwnerIndex Owners { get; } = new();

    public ObjectCollection Collection(string storageKey) =>
        _collections.GetOrAdd(storageKey, key => new ObjectCollection(key, historyLimit));

    /// <summary>Puts <paramref name="next"/> in the place of <paramref name="expected"/> (null: nothing there yet).</summary>
    /// <returns>The object at its version, or null when another write came first.</returns>
    public StoredObject? Put(ObjectCollection collection, StoredObject? expected, StoredObject next)
    {
        lock (_writer)
        {
            if (!ReferenceEquals(collection.Find(next.Key), expected)) return null;
            var committed = next.At(_version + 1);
            collection.Set(committed.Key, committed);
            Record(new Change(expected is null ? ChangeType.Added : ChangeType.Modified, collection.StorageKey, committed, expected), collection);
            return committed;
        }
    }

    /// <summary>Removes the object. <paramref name="last"/> is its state as watchers shall see it.</summary>
    /// <returns>That state at the deletion's version, or null when another write came first.</returns>
    public StoredObject? Remove(ObjectCollection collection, StoredObject expected, StoredObject last)
    {
        lock (_writer)
        {
            if (!ReferenceEquals(collection.Find(expected.Key), expected)) return null;
            var committed = last.At(_version + 1);
            collection.Set(expected.Key, null);
            Record(new Change(ChangeType.Deleted, collection.StorageKey, committed, expected), collection);
            return committed;
        }
    }

    /// <summary>The objects at one moment, its version, and the link after which later changes follow.</summary>
    public (IEnumerable<StoredObject> Objects, long Version, ChangeNode After) Snapshot(ObjectCollection collection, string? inNamespace)
    {
        lock (_writer) return (collection.Snapshot(inNamespace), _version, collection.Log.Last);
    }

    /// <summary>All later changes, in order, until the token is cancelled.</summary>
    public ChannelReader<Change> Follow(CancellationToken stopping)
    {
        var channel = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
        lock (_writer) _followers.Add(channel.Writer);
        stopping.Register(() =>
        {
            lock (_writer) _followers.Remove(channel.Writer);
            channel.Writer.TryComplete();
        });
        return channel.Reader;
    }

    /// <summary>Forgets history up to the version: older watches and continue tokens get 410.</summary>
    public void Compact(long resourceVersion)
    {
        Volatile.Write(ref _compacted, Math.Max(CompactedVersion, resourceVersion));
        foreach (var collection in _collections.Values) collection.Log.Compact(resourceVersion);
    }

    private void Record(Change change, ObjectCollection collection)
    {
        Owners.Track(change);
        collection.Log.Append(change);
        foreach (var follower in _followers) follower.TryWrite(change);
        // Last: whoever reads the new version finds its change in the log.
        Volatile.Write(ref _version, change.Object.ResourceVersion);
    }
}
