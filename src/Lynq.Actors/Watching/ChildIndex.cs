using Lynq.Actors.Node;
using Lynq.Crds;

namespace Lynq.Actors.Watching;

/// <summary>
/// Which objects of a kind belong to which node. An object's content is kept only until its node has asked for it: from then
/// on the node knows it, and nobody holds it twice.
/// </summary>
/// <remarks>A node has one or a few objects of a kind, so an array of just their number serves it; a dictionary takes five times the memory.</remarks>
internal sealed class ChildIndex
{
    private readonly Dictionary<NodeKey, IndexedChild[]> _children = [];

    /// <summary>Number of objects.</summary>
    public int Count => _children.Values.Sum(c => c.Length);

    /// <summary>Takes an object in. The content is kept for a node that has not asked yet.</summary>
    public void Set(ChildObserved child, bool keepContent)
    {
        var own = _children.GetValueOrDefault(child.Node, []);
        var content = keepContent ? child : null;
        var at = IndexOf(own, child);
        if (at >= 0)
        {
            own[at] = own[at] with { Content = content };
        }
        else
        {
            _children[child.Node] = [.. own, new IndexedChild(NameOf(child), content)];
        }
    }

    /// <summary>Forgets an object that is gone.</summary>
    public void Remove(ChildObserved child)
    {
        if (!_children.TryGetValue(child.Node, out var own) || IndexOf(own, child) is not (>= 0 and var at))
        {
            return;
        }

        if (own.Length == 1)
        {
            _children.Remove(child.Node);
        }
        else
        {
            _children[child.Node] = [.. own[..at], .. own[(at + 1)..]];
        }
    }

    /// <summary>Gives out what is known for a node: contents that were kept, and the names of objects without.</summary>
    public (IReadOnlyList<ChildObserved> Known, IReadOnlyList<ChildName> Unknown) Take(NodeKey node)
    {
        if (!_children.TryGetValue(node, out var own))
        {
            return ([], []);
        }

        var known = own.Where(c => c.Content is not null).Select(c => c.Content!).ToList();
        var unknown = own.Where(c => c.Content is null).Select(c => c.Name).ToList();
        for (var i = 0; i < own.Length; i++)
        {
            own[i] = own[i] with { Content = null };
        }

        return (known, unknown);
    }

    /// <summary>The objects of a node.</summary>
    public IEnumerable<ChildName> NamesOf(NodeKey node) => _children.TryGetValue(node, out var own) ? own.Select(child => child.Name) : [];

    /// <summary>Whether an object of this name is there for its node.</summary>
    public bool Has(ChildObserved child) => _children.TryGetValue(child.Node, out var own) && IndexOf(own, child) >= 0;

    /// <summary>Forgets everything.</summary>
    public void Clear() => _children.Clear();

    private static int IndexOf(IndexedChild[] own, ChildObserved child) => Array.FindIndex(own, c => c.Name == NameOf(child));

    private static ChildName NameOf(ChildObserved child) => new(child.Resource.Namespace, child.Resource.Name);

    private readonly record struct IndexedChild(ChildName Name, ChildObserved? Content);
}

/// <summary>Where an object of a known kind is.</summary>
internal readonly record struct ChildName(string Namespace, string Name);
