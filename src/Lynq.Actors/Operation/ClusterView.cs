using System.Collections.Concurrent;
using Lynq.Actors.Node;
using Lynq.Crds;

namespace Lynq.Actors.Operation;

/// <summary>
/// What the informers of this process know of hubs, forms and nodes, in small: from here hub and rollout actors start again
/// after a failure, without a request. Written by the informers only, before they tell the actors.
/// </summary>
public sealed class ClusterView
{
    private readonly ConcurrentDictionary<HubKey, LynqHub> _hubs = new();
    private readonly ConcurrentDictionary<FormKey, LynqForm> _forms = new();

    // By namespace, then name. Those of a hub or a form are looked for among the nodes of its namespace: that is asked only when its
    // actor starts, and an index for each would hold every node twice more.
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, NodeDigest>> _nodes = new(StringComparer.Ordinal);

    // Nodes that were asked for before the first list has shown them, since their objects are listed at the same time; null after it.
    private ConcurrentDictionary<NodeKey, NodeKey>? _awaited = new();

    private long _watchStarts;

    /// <summary>Whether the first lists are complete. Before that nothing may be concluded from what is not here.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>How often a watch has started since the beginning.</summary>
    public long WatchStarts => Interlocked.Read(ref _watchStarts);

    /// <summary>All hubs.</summary>
    public IEnumerable<LynqHub> Hubs => _hubs.Values;

    /// <summary>All forms, without their resources.</summary>
    public IEnumerable<LynqForm> Forms => _forms.Values;

    /// <summary>All nodes.</summary>
    public IEnumerable<NodeDigest> Nodes => _nodes.SelectMany(nodes => nodes.Value).Select(node => node.Value);

    /// <summary>A hub; null when there is none.</summary>
    public LynqHub? Hub(HubKey key) => _hubs.GetValueOrDefault(key);

    /// <summary>A form, without its resources; null when there is none.</summary>
    public LynqForm? Form(FormKey key) => _forms.GetValueOrDefault(key);

    /// <summary>A node; null when there is none.</summary>
    public NodeDigest? Node(NodeKey key) => _nodes.TryGetValue(key.Namespace, out var nodes) ? nodes.GetValueOrDefault(key.Name) : null;

    /// <summary>An equal key; for a node that exists, or is about to be listed, the one of which everybody can hold the same copy.</summary>
    public NodeKey Shared(NodeKey key) => Node(key)?.Node ?? _awaited?.GetOrAdd(key, key) ?? key;

    /// <summary>The forms that name a hub.</summary>
    public IReadOnlyList<LynqForm> FormsOf(HubKey hub) =>
        [.. _forms.Values.Where(f => f.Spec.HubId == hub.Name && f.Metadata.Namespace == hub.Namespace)];

    /// <summary>The nodes that belong to a hub.</summary>
    public IReadOnlyList<NodeDigest> NodesOf(HubKey hub) => [.. NodesIn(hub.Namespace).Where(node => node.Hub == hub)];

    /// <summary>The nodes of a form.</summary>
    public IReadOnlyList<NodeDigest> NodesOf(FormKey form) => [.. NodesIn(form.Namespace).Where(node => node.Form == form)];

    /// <summary>A watch starts; who is told of it is looked up afterwards.</summary>
    internal void WatchStarted() => Interlocked.Increment(ref _watchStarts);

    internal void Complete()
    {
        IsComplete = true;
        _awaited = null;
    }

    /// <summary>A node as it is kept: with the texts that are held for it already.</summary>
    internal NodeDigest Sharing(NodeDigest node)
    {
        if (Node(node.Node) is { } before)
        {
            return node.SharingTextsOf(before);
        }

        return _awaited?.TryRemove(node.Node, out var key) is true ? node with { Node = key } : node;
    }

    internal void Set(LynqHub hub) => _hubs[HubKey.Of(hub)] = hub;

    internal void Remove(HubKey hub) => _hubs.TryRemove(hub, out _);

    internal void Set(LynqForm form) => _forms[FormKey.Of(form)] = form;

    internal void Remove(FormKey form) => _forms.TryRemove(form, out _);

    internal void Set(NodeDigest node) =>
        _nodes.GetOrAdd(node.Node.Namespace, _ => new(StringComparer.Ordinal))[node.Node.Name] = node;

    internal void Remove(NodeDigest node)
    {
        if (_nodes.TryGetValue(node.Node.Namespace, out var nodes) && nodes.TryRemove(node.Node.Name, out _) && nodes.IsEmpty)
        {
            _nodes.TryRemove(node.Node.Namespace, out _);
        }
    }

    private IEnumerable<NodeDigest> NodesIn(string ns) => _nodes.TryGetValue(ns, out var nodes) ? nodes.Select(node => node.Value) : [];
}
