using Lynq.Actors.Node;
using Lynq.Crds;

namespace Lynq.Actors.Watching;

/// <summary>
/// Which objects of a kind belong to which node, and which nodes use the kind. An object's content is kept only until its node has
/// asked for it: from then on the node knows it, and nobody holds it twice.
/// </summary>
/// <remarks>
/// A node has one or a few objects of a kind, so an array of just their number serves it; a dictionary takes five times the memory.
/// Users and objects share one entry for the same reason: nearly every node has both.
/// </remarks>
internal sealed class ChildIndex
{
    private readonly Dictionary<NodeKey, Entry> _nodes = [];

    /// <summary>Number of objects.</summary>
    public int Count => _nodes.Values.Sum(node => node.Children.Length);

    /// <summary>Number of nodes that use the kind.</summary>
    public int UserCount { get; private set; }

    /// <summary>The nodes that use the kind.</summary>
    public IEnumerable<NodeKey> Users => _nodes.Where(node => node.Value.Asker is not null).Select(node => node.Key);

    /// <summary>Whether a node uses the kind.</summary>
    public bool IsUser(NodeKey node) => AskerOf(node) is not null;

    /// <summary>Which of a user's actors asked last; null for a node that does not use the kind.</summary>
    public long? AskerOf(NodeKey node) => _nodes.GetValueOrDefault(node, Entry.None).Asker;

    /// <summary>A node's actor asks for the kind.</summary>
    public void SetUser(NodeKey node, long asker)
    {
        // Taken out first, so that the key is the node's own copy from now on, and held once.
        _nodes.Remove(node, out var entry);
        UserCount += entry.Asker is null ? 1 : 0;
        _nodes[node] = new Entry(asker, entry.Children ?? []);
    }

    /// <summary>A node does not use the kind any more. False when it did not.</summary>
    public bool RemoveUser(NodeKey node)
    {
        if (!IsUser(node))
        {
            return false;
        }

        UserCount--;
        Put(node, _nodes[node] with { Asker = null });
        return true;
    }

    /// <summary>Takes an object in. The content is kept for a node that has not asked yet.</summary>
    public void Set(ChildObserved child, bool keepContent)
    {
        var entry = _nodes.GetValueOrDefault(child.Node, Entry.None);
        var content = keepContent ? child : null;
        if (entry.IndexOf(child) is >= 0 and var at)
        {
            entry.Children[at] = entry.Children[at] with { Content = content };
        }
        else
        {
            Put(child.Node, entry with { Children = [.. entry.Children, new IndexedChild(NameOf(child), content)] });
        }
    }

    /// <summary>Forgets an object that is gone.</summary>
    public void Remove(ChildObserved child)
    {
        if (_nodes.TryGetValue(child.Node, out var entry) && entry.IndexOf(child) is >= 0 and var at)
        {
            Put(child.Node, entry with { Children = [.. entry.Children[..at], .. entry.Children[(at + 1)..]] });
        }
    }

    /// <summary>Gives out what is known for a node: contents that were kept, and the names of objects without.</summary>
    public (IReadOnlyList<ChildObserved> Known, IReadOnlyList<ChildName> Unknown) Take(NodeKey node)
    {
        var own = _nodes.GetValueOrDefault(node, Entry.None).Children;
        var known = own.Where(c => c.Content is not null).Select(c => c.Content!).ToList();
        var unknown = own.Where(c => c.Content is null).Select(c => c.Name).ToList();
        for (var i = 0; i < own.Length; i++)
        {
            own[i] = own[i] with { Content = null };
        }

        return (known, unknown);
    }

    /// <summary>The objects of a node.</summary>
    public IEnumerable<ChildName> NamesOf(NodeKey node) => _nodes.GetValueOrDefault(node, Entry.None).Children.Select(child => child.Name);

    /// <summary>Whether an object of this name is there for its node.</summary>
    public bool Has(ChildObserved child) => _nodes.TryGetValue(child.Node, out var entry) && entry.IndexOf(child) >= 0;

    /// <summary>Forgets all objects; who uses the kind goes on using it.</summary>
    public void ClearChildren()
    {
        foreach (var (node, entry) in _nodes.ToList())
        {
            Put(node, entry with { Children = [] });
        }
    }

    /// <summary>Gives back the room that filling it took beyond what is needed: it had doubled again and again.</summary>
    public void Trim() => _nodes.TrimExcess(_nodes.Count + (_nodes.Count / 8));

    private void Put(NodeKey node, Entry entry)
    {
        if (entry is { Asker: null, Children.Length: 0 })
        {
            _nodes.Remove(node);
        }
        else
        {
            _nodes[node] = entry;
        }
    }

    private static ChildName NameOf(ChildObserved child) => new(child.Resource.Namespace, child.Resource.Name);

    private readonly record struct Entry(long? Asker, IndexedChild[] Children)
    {
        public static readonly Entry None = new(null, []);

        public int IndexOf(ChildObserved child) => Array.FindIndex(Children, c => c.Name == NameOf(child));
    }

    private readonly record struct IndexedChild(ChildName Name, ChildObserved? Content);
}

/// <summary>Where an object of a known kind is.</summary>
internal readonly record struct ChildName(string Namespace, string Name);
