using System.Collections.Concurrent;
using System.Text.Json;

namespace Lynq.Kubernetes;

/// <summary>
/// Asks for one group and version at a time, when a kind of it is first needed: an operator uses few of the many that a cluster has.
/// All of them at once come through aggregated discovery where the server has it (two requests), else one request for each.
/// </summary>
/// <param name="client">The client to ask with.</param>
/// <param name="time">The clock.</param>
/// <param name="refreshInterval">A kind that is not there is looked for again after this; default 5 s.</param>
public sealed class Discovery(IKubernetesClient client, TimeProvider? time = null, TimeSpan? refreshInterval = null) : IDiscovery
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly TimeSpan _interval = refreshInterval ?? TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<Known>>> _reading = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<ApiResource?> FindAsync(GroupVersionKind kind, CancellationToken cancellationToken = default)
    {
        var held = _known.GetValueOrDefault(kind.ApiVersion);
        if (held is not null && held.ByKind.TryGetValue(kind.Kind, out var resource))
            return resource;
        if (held is not null && _time.GetElapsedTime(held.ReadAt) < _interval)
            return null;
        return (await ReadOnceAsync(kind).WaitAsync(cancellationToken)).ByKind.GetValueOrDefault(kind.Kind);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ApiResource>> AllAsync(CancellationToken cancellationToken = default)
    {
        var all = await AggregatedDiscovery.TryReadAsync(client, cancellationToken) ?? await ReadEachAsync(cancellationToken);
        foreach (var version in all.GroupBy(resource => resource.ApiVersion, StringComparer.Ordinal))
            _known[version.Key] = Remember(version);
        return all;
    }

    /// <inheritdoc/>
    public void Forget(GroupVersionKind kind) => _known.TryRemove(kind.ApiVersion, out _);

    // A thousand actors that need a kind at the same time ask once. The request is nobody's own: who gives up waiting does not end it.
    private Task<Known> ReadOnceAsync(GroupVersionKind kind) => _reading.GetOrAdd(kind.ApiVersion, key => new Lazy<Task<Known>>(async () =>
    {
        try
        {
            return _known[key] = await ReadAsync(kind.Group, kind.Version, CancellationToken.None);
        }
        finally
        {
            _reading.TryRemove(key, out _);
        }
    })).Value;

    private async Task<IReadOnlyList<ApiResource>> ReadEachAsync(CancellationToken cancellationToken)
    {
        var all = new List<ApiResource>((await ReadAsync("", "v1", cancellationToken)).ByKind.Values);
        var groups = await client.SendAsync(KubernetesRequest.Raw("/apis"), Representation.Full, cancellationToken);
        foreach (var group in groups.GetProperty("groups").EnumerateArray())
        {
            foreach (var version in group.GetProperty("versions").EnumerateArray())
                all.AddRange((await ReadAsync(group.GetProperty("name").GetString()!, version.GetProperty("version").GetString()!, cancellationToken)).ByKind.Values);
        }

        return all;
    }

    private async Task<Known> ReadAsync(string group, string version, CancellationToken cancellationToken)
    {
        var path = group.Length == 0 ? $"/api/{version}" : $"/apis/{group}/{version}";
        try
        {
            var list = await client.SendAsync(KubernetesRequest.Raw(path), Representation.Full, cancellationToken);
            return Remember(ResourceList.Parse(group, version, list));
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return Remember([]);
        }
    }

    private Known Remember(IEnumerable<ApiResource> resources)
    {
        var byKind = new Dictionary<string, ApiResource>(StringComparer.Ordinal);
        foreach (var resource in resources)
            byKind.TryAdd(resource.Kind, resource);
        return new(byKind, _time.GetTimestamp());
    }

    private sealed record Known(IReadOnlyDictionary<string, ApiResource> ByKind, long ReadAt);
}

/// <summary>Reads an <c>APIResourceList</c>.</summary>
internal static class ResourceList
{
    public static List<ApiResource> Parse(string group, string version, JsonElement list)
    {
        var entries = list.GetProperty("resources").EnumerateArray().ToList();
        var names = entries.Select(entry => entry.GetProperty("name").GetString()!).ToHashSet(StringComparer.Ordinal);
        var resources = new List<ApiResource>();
        foreach (var entry in entries)
        {
            var name = entry.GetProperty("name").GetString()!;
            if (name.Contains('/', StringComparison.Ordinal))
                continue;
            resources.Add(new(group, version, entry.GetProperty("kind").GetString()!, name, entry.GetProperty("namespaced").GetBoolean())
            {
                Verbs = VerbNames.Parse(entry),
                HasStatus = names.Contains(name + "/status"),
                HasScale = names.Contains(name + "/scale"),
            });
        }

        return resources;
    }
}
