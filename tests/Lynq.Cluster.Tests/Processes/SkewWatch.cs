using System.Collections.Concurrent;
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
            await foreach (var change in _client.WatchAsync(BuiltInResources.Nodes, new Lynq.Kubernetes.WatchOptions { Namespace = "default", ResourceVersion = version }, Representation.Of(CrdJson.Default.LynqNode), _stopping.Token))
            {
                version = change.ResourceVersion ?? change.Object.Metadata.ResourceVersion;
                if (change.Type is WatchEventType.Added or WatchEventType.Modified)
                    Look(change.Object);
            }
        }
    }

    private void Look(LynqNode node)
    {
        if (IsSettled(node))
            _underWay.TryRemove(node.Metadata.Name!, out _);
        else
            _underWay[node.Metadata.Name!] = true;
        _most = Math.Max(_most, _underWay.Count);
    }

    private static bool IsSettled(LynqNode node) =>
        node.Status is { } status && status.ObservedGeneration == node.Metadata.Generation && Is(status, ConditionTypes.Ready) && !Is(status, ConditionTypes.Progressing);

    private static bool Is(LynqNodeStatus status, string type) => status.Conditions.Find(type) is { Status: ConditionStatus.True };
}
