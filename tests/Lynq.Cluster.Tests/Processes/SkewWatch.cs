using System.Collections.Concurrent;
using System.Text.Json;
using Lynq.Actors.Node;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>Follows all LynqNodes in the order of their changes: the most that were under way at the same time.</summary>
internal sealed class SkewWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, bool> _underWay = new(StringComparer.Ordinal);
    private readonly IKubernetesClient _client;
    private readonly Task _following;
    private int _most;

    public SkewWatch(IKubernetesClient client)
    {
        _client = client;
        _following = FollowAsync();
    }

    /// <summary>The most since the start, and which they were.</summary>
    public int Most => Volatile.Read(ref _most);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_following);
        _stopping.Dispose();
    }

    private async Task FollowAsync()
    {
        string? version = "0";
        while (!_stopping.IsCancellationRequested)
        {
            await foreach (var change in _client.WatchAsync(BuiltInResources.Nodes, new Lynq.Kubernetes.WatchOptions { Namespace = "default", ResourceVersion = version }, Representation.Full, _stopping.Token))
            {
                version = change.ResourceVersion ?? ObjectIdentity.Of(change.Object).ResourceVersion;
                if (change.Type is WatchEventType.Added or WatchEventType.Modified)
                    Look(change.Object);
            }
        }
    }

    private void Look(JsonElement node)
    {
        var digest = NodeDigestReader.Read(node);
        if (digest is null)
            return;
        if (digest.Settled)
            _underWay.TryRemove(digest.Node.Name, out _);
        else
            _underWay[digest.Node.Name] = true;
        _most = Math.Max(_most, _underWay.Count);
    }
}
