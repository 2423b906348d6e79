using Lynq.Actors.Node;
using Lynq.Crds;

namespace Lynq.Actors.Watching;

/// <summary>
/// Which objects of a kind belong to which node. An object's content is kept only until its node has asked for it: from then
/// on the node knows it, and nobody holds it twice.
/// </summary>
internal sealed class ChildIndex
{
    private readonly Dictionary<NodeKey, Dictionary<ChildName, ChildObserved?>> _children = [];

    /// <summary>Number of objects.</summary>
    public int Count => _children.Values.Sum(c => c.Count);

    /// <summary>Takes an object in. The content is kept for a node that has not asked yet.</summary>
    public void Set(ChildObserved child, bool keepContent)
    {
        if (!_children.TryGetValue(child.Node, out var own))
        {
            _children[child.Node] = own = [];
        }

        own[NameOf(child)] = keepContent ? child : null;
    }

    /// <summary>Forgets an object that is gone.</summary>
    public void Remove(ChildObserved child)
    {
        if (_children.TryGetValue(child.Node, out var own) && own.Remove(NameOf(child)) && own.Count == 0)
        {
            _children.Remove(child.Node);
        }
    }

    /// <summary>Gives out what is known for a node: contents that were kept, and the names of objects without.</summary>
    public (IReadOnlyList<ChildObserved> Known, IReadOnlyList<ChildName> Unknown) Take(NodeKey node)
    {
        if (!_children.TryGetValue(node, out var own))
        {
            return ([], []);
        }

        var known = own.Values.Where(c => c is not null).Select(c => c!).ToList();
        var unknown = own.Where(c => c.Value is null).Select(c => c.Key).ToList();
        foreach (var child in known)
        {
            own[NameOf(child)] = null;
        }

        return (known, unknown);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _children.Clear();

    private static ChildName NameOf(ChildObserved child) => new(child.Resource.Namespace, child.Resource.Name);
}

/// <summary>Where an object of a known kind is.</summary>
internal readonly record struct ChildName(string Namespace, string Name);
