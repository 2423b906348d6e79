using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Lynq.Sandbox.Storage;

/// <summary>Where an object is: its collection and its key.</summary>
internal readonly record struct ObjectAddress(string StorageKey, ObjectKey Key);

/// <summary>Which objects name an owner's uid, and which uids exist; the garbage collector's memory.</summary>
internal sealed class OwnerIndex
{
    private readonly ConcurrentDictionary<string, ImmutableHashSet<ObjectAddress>> _dependents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ObjectAddress> _living = new(StringComparer.Ordinal);

    public ImmutableHashSet<ObjectAddress> DependentsOf(string uid) => _dependents.GetValueOrDefault(uid, []);

    public bool Exists(string uid) => _living.ContainsKey(uid);

    public ObjectAddress? Find(string uid) => _living.TryGetValue(uid, out var address) ? address : null;

    /// <summary>Called by the store inside its writer lock.</summary>
    public void Track(Change change)
    {
        // Most changes leave the owners as they are, and an owner may have thousands of dependents.
        if (change.Type == ChangeType.Modified && change.Object.OwnerUids.AsSpan().SequenceEqual(change.Previous!.OwnerUids)) return;
        var address = new ObjectAddress(change.StorageKey, change.Object.Key);
        foreach (var owner in change.Previous?.OwnerUids ?? []) Unlink(owner, address);
        if (change.Type == ChangeType.Deleted)
        {
            _living.TryRemove(change.Object.Uid, out _);
            return;
        }

        if (change.Type == ChangeType.Added) _living[change.Object.Uid] = address;
        foreach (var owner in change.Object.OwnerUids)
            _dependents.AddOrUpdate(owner, [address], (_, known) => known.Add(address));
    }

    private void Unlink(string owner, ObjectAddress address)
    {
        if (!_dependents.TryGetValue(owner, out var known)) return;
        var rest = known.Remove(address);
        if (rest.IsEmpty) _dependents.TryRemove(owner, out _);
        else _dependents[owner] = rest;
    }
}
