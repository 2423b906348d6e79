using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Lynq.Benchmarks.Worlds;
using Lynq.Kubernetes;
using Lynq.Testing;

namespace Lynq.Benchmarks.Operating;

/// <summary>Sees LynqNodes of a namespace change, as soon as the API server tells.</summary>
internal sealed class NodeFollower : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Informer<SeenNode, int> _informer;
    private readonly Task _running;
    private readonly ConcurrentDictionary<string, NodeSight> _nodes = new(StringComparer.Ordinal);
    private int _ready;

    private NodeFollower(World world, string ns)
    {
        _informer = new(world.Admin, new InformerOptions<SeenNode, int>
        {
            Resource = Kinds.Node,
            Namespace = ns,
            Representation = Representation.Of(SeenJson.Default.SeenNode),
            Identify = node => new ObjectIdentity(node.Metadata.Namespace ?? "", node.Metadata.Name, node.Metadata.Uid, node.Metadata.ResourceVersion),
            Keep = _ => 0,
            Handler = (change, _) => See(change),
        });
        _running = _informer.RunAsync(_stop.Token);
    }

    /// <summary>How many there are.</summary>
    public int Count => _nodes.Count;

    /// <summary>How many are Ready at their own generation.</summary>
    public int Ready => Volatile.Read(ref _ready);

    /// <summary>When the last of them became Ready (<see cref="Stopwatch.GetTimestamp"/>).</summary>
    public long LastReadyAt { get; private set; }

    /// <summary>The nodes as last seen.</summary>
    public IReadOnlyDictionary<string, NodeSight> Nodes => _nodes;

    /// <summary>Called for each sight of a node, in order.</summary>
    public Action<string, NodeSight>? Seen { get; set; }

    public static async Task<NodeFollower> StartAsync(World world, string ns)
    {
        var follower = new NodeFollower(world, ns);
        await follower._informer.WaitForSyncAsync(follower._stop.Token);
        return follower;
    }

    /// <summary>Waits until so many nodes exist and all of them are Ready.</summary>
    public Task AllReadyAsync(int count, TimeSpan within) =>
        Eventually.Holds(() => Count == count && Ready == count, $"{count} nodes are Ready ({Count} exist, {Ready} Ready)", within);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private ValueTask See(InformerChange<SeenNode, int> change)
    {
        var name = change.Identity.Name;
        var was = _nodes.GetValueOrDefault(name);
        if (change.Type == WatchEventType.Deleted)
        {
            _nodes.TryRemove(name, out _);
            if (was is { IsReady: true }) Interlocked.Decrement(ref _ready);
            return ValueTask.CompletedTask;
        }

        var now = Stopwatch.GetTimestamp();
        var ready = change.Object!.IsReady;
        var sight = new NodeSight(change.Object.Metadata.Generation, ready, now);
        _nodes[name] = sight;
        if (ready && was is not { IsReady: true })
        {
            LastReadyAt = now;
            Interlocked.Increment(ref _ready);
        }
        else if (!ready && was is { IsReady: true })
        {
            Interlocked.Decrement(ref _ready);
        }

        Seen?.Invoke(name, sight);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A node as it was seen.</summary>
internal sealed record NodeSight(long Generation, bool IsReady, long At);

/// <summary>What is read of a LynqNode.</summary>
internal sealed record SeenNode(ObjectMetadata Metadata, SeenStatus? Status)
{
    /// <summary>It is Ready at its own generation.</summary>
    [JsonIgnore]
    public bool IsReady => Status?.ObservedGeneration == Metadata.Generation && Status.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;
}

/// <summary>What is read of its status.</summary>
internal sealed record SeenStatus(long? ObservedGeneration, IReadOnlyList<SeenCondition>? Conditions);

/// <summary>What is read of its conditions.</summary>
internal sealed record SeenCondition(string Type, string Status);

/// <summary>How they are read.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SeenNode))]
[JsonSerializable(typeof(KubernetesList<SeenNode>))]
internal sealed partial class SeenJson : JsonSerializerContext;
