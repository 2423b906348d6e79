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
    private readonly ConcurrentDictionary<NodeKey, NodeDigest> _nodes = new();
    private readonly ConcurrentDictionary<HubKey, ConcurrentDictionary<NodeKey, NodeDigest>> _nodesByHub = new();
    private readonly ConcurrentDictionary<FormKey, ConcurrentDictionary<NodeKey, NodeDigest>> _nodesByForm = new();

    /// <summary>Whether the first lists are complete. Before that nothing may be concluded from what is not here.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>All hubs.</summary>
    public IEnumerable<LynqHub> Hubs => _hubs.Values;

    /// <summary>All forms, without their resources.</summary>
    public IEnumerable<LynqForm> Forms => _forms.Values;

    /// <summary>All nodes.</summary>
    public IEnumerable<NodeDigest> Nodes => _nodes.Values;

    /// <summary>A hub; null when there is none.</summary>
    public LynqHub? Hub(HubKey key) => _hubs.GetValueOrDefault(key);

    /// <summary>A form, without its resources; null when there is none.</summary>
    public LynqForm? Form(FormKey key) => _forms.GetValueOrDefault(key);

    /// <summary>A node; null when there is none.</summary>
    public NodeDigest? Node(NodeKey key) => _nodes.GetValueOrDefault(key);

    /// <summary>An equal key; for a node that exists the one of which everybody can hold the same copy.</summary>
    public NodeKey Shared(NodeKey key) => Node(key)?.Node ?? key;

    /// <summary>The forms that name a hub.</summary>
    public IReadOnlyList<LynqForm> FormsOf(HubKey hub) =>
        [.. _forms.Values.Where(f => f.Spec.HubId == hub.Name && f.Metadata.Namespace == hub.Namespace)];

    /// <summary>The nodes that belong to a hub.</summary>
    public ICollection<NodeDigest> NodesOf(HubKey hub) => _nodesByHub.TryGetValue(hub, out var nodes) ? nodes.Values : [];

    /// <summary>The nodes of a form.</summary>
    public ICollection<NodeDigest> NodesOf(FormKey form) => _nodesByForm.TryGetValue(form, out var nodes) ? nodes.Values : [];

    internal void Complete() => IsComplete = true;

    internal void Set(LynqHub hub) => _hubs[HubKey.Of(hub)] = hub;

    internal void Remove(HubKey hub) => _hubs.TryRemove(hub, out _);

    internal void Set(LynqForm form) => _forms[FormKey.Of(form)] = form;

    internal void Remove(FormKey form) => _forms.TryRemove(form, out _);

    internal void Set(NodeDigest node)
    {
        if (_nodes.TryGetValue(node.Node, out var before) && (before.Hub != node.Hub || before.Form != node.Form))
        {
            Remove(before);
        }

        _nodes[node.Node] = node;
        _nodesByHub.GetOrAdd(node.Hub, _ => new()).AddOrUpdate(node.Node, node, (_, _) => node);
        _nodesByForm.GetOrAdd(node.Form, _ => new()).AddOrUpdate(node.Node, node, (_, _) => node);
    }

    internal void Remove(NodeDigest node)
    {
        _nodes.TryRemove(node.Node, out _);
        RemoveFrom(_nodesByHub, node.Hub, node.Node);
        RemoveFrom(_nodesByForm, node.Form, node.Node);
    }

    private static void RemoveFrom<TKey>(ConcurrentDictionary<TKey, ConcurrentDictionary<NodeKey, NodeDigest>> index, TKey key, NodeKey node)
        where TKey : notnull
    {
        if (index.TryGetValue(key, out var nodes) && nodes.TryRemove(node, out _) && nodes.IsEmpty)
        {
            index.TryRemove(key, out _);
        }
    }
}
