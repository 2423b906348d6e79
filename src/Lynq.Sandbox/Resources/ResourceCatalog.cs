using System.Collections.Immutable;

namespace Lynq.Sandbox.Resources;

/// <summary>Which resources are served now: the built-in table, and those of the established CRDs.</summary>
internal sealed class ResourceCatalog
{
    private readonly Lock _gate = new();
    private volatile Snapshot _snapshot;

    public ResourceCatalog()
    {
        _snapshot = Snapshot.Of(BuiltinResources.All, ImmutableDictionary<string, ImmutableArray<ResourceType>>.Empty);
    }

    /// <summary>Rises with every change, so that discovery documents can be cached.</summary>
    public int Generation => _snapshot.Generation;

    public ImmutableArray<ResourceType> All => _snapshot.All;

    /// <summary>The resource at /apis/group/version/plural, or null.</summary>
    public ResourceType? Find(string group, string version, string plural) =>
        _snapshot.ByPath.GetValueOrDefault((group, version, plural));

    /// <summary>The resource of an object's apiVersion and kind, or null.</summary>
    public ResourceType? FindKind(string apiVersion, string kind) =>
        _snapshot.ByKind.GetValueOrDefault((apiVersion, kind));

    /// <summary>The first served version of what the collection holds, or null.</summary>
    public ResourceType? FindStored(string storageKey) => _snapshot.ByStorage.GetValueOrDefault(storageKey);

    public bool ServesGroupVersion(string group, string version) =>
        _snapshot.All.Any(resource => resource.Group == group && resource.Version == version);

    /// <summary>Replaces what a CRD serves; an empty list takes it out.</summary>
    public void Set(string crd, ImmutableArray<ResourceType> versions)
    {
        lock (_gate)
        {
            var custom = versions.IsEmpty ? _snapshot.Custom.Remove(crd) : _snapshot.Custom.SetItem(crd, versions);
            _snapshot = Snapshot.Of(BuiltinResources.All, custom, _snapshot.Generation + 1);
        }
    }

    private sealed record Snapshot(
        ImmutableArray<ResourceType> All,
        ImmutableDictionary<string, ImmutableArray<ResourceType>> Custom,
        Dictionary<(string, string, string), ResourceType> ByPath,
        Dictionary<(string, string), ResourceType> ByKind,
        Dictionary<string, ResourceType> ByStorage,
        int Generation)
    {
        public static Snapshot Of(
            ImmutableArray<ResourceType> builtin,
            ImmutableDictionary<string, ImmutableArray<ResourceType>> custom,
            int generation = 0)
        {
            var all = builtin.AddRange(custom.OrderBy(crd => crd.Key, StringComparer.Ordinal).SelectMany(crd => crd.Value));
            var byPath = new Dictionary<(string, string, string), ResourceType>();
            var byKind = new Dictionary<(string, string), ResourceType>();
            var byStorage = new Dictionary<string, ResourceType>(StringComparer.Ordinal);
            foreach (var resource in all)
            {
                byPath.TryAdd((resource.Group, resource.Version, resource.Plural), resource);
                byKind.TryAdd((resource.ApiVersion, resource.Kind), resource);
                byStorage.TryAdd(resource.StorageKey, resource);
            }

            return new Snapshot(all, custom, byPath, byKind, byStorage, generation);
        }
    }
}
