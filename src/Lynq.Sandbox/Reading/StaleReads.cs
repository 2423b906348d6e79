using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Reading;

/// <summary>Answers reads as of an earlier version, by undoing the changes that the log still knows.</summary>
internal sealed class StaleReads(ObjectStore store)
{
    public StoredObject? Find(ObjectCollection collection, ObjectKey key, long version)
    {
        foreach (var change in Since(collection, version))
        {
            // The first change after the version tells what was there before it.
            if (change.Object.Key == key) return change.Previous;
        }

        return collection.Find(key);
    }

    public ListPage List(ResourceType type, ListQuery query, long version)
    {
        var collection = store.Collection(type.StorageKey);
        var (objects, _, _) = store.Snapshot(collection, query.Namespace);
        var state = objects.ToDictionary(stored => stored.Key);
        foreach (var change in Since(collection, version).Reverse())
        {
            if (query.Namespace is { } space && change.Object.Key.Namespace != space) continue;
            if (change.Previous is null) state.Remove(change.Object.Key);
            else state[change.Object.Key] = change.Previous;
        }

        var selected = state.Values.Where(stored => query.Labels.Matches(stored.Labels) && query.Fields.Matches(stored, type))
            .OrderBy(stored => stored.Key);
        return new ListPage([.. selected], version, null, null);
    }

    private static IEnumerable<Change> Since(ObjectCollection collection, long version)
    {
        for (var node = collection.Log.After(version)?.Next; node is not null; node = node.Next) yield return node.Change!;
    }
}
