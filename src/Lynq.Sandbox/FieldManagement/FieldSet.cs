namespace Lynq.Sandbox.FieldManagement;

/// <summary>
/// A set of field paths as a tree. Path elements are kept as fieldsV1 writes them: <c>f:name</c>, <c>k:{"key":value}</c>,
/// <c>v:value</c>. A set is filled while it is made and is not changed afterwards.
/// </summary>
internal sealed class FieldSet
{
    public static readonly FieldSet Empty = new();

    /// <summary>Whether the path that leads here is itself in the set ("." in fieldsV1).</summary>
    public bool IsMember { get; set; }

    public SortedList<string, FieldSet> Children { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty
    {
        get
        {
            if (IsMember) return false;
            foreach (var child in Children.Values)
            {
                if (!child.IsEmpty) return false;
            }

            return true;
        }
    }

    public FieldSet? Child(string element) => Children.GetValueOrDefault(element);

    public bool Has(string element) => Children.TryGetValue(element, out var child) && child.IsMember;

    public void Insert(List<string> path)
    {
        var node = this;
        foreach (var element in path) node = node.Grow(element);
        node.IsMember = true;
    }

    public FieldSet Grow(string element)
    {
        if (Children.TryGetValue(element, out var child)) return child;
        child = new FieldSet();
        Children.Add(element, child);
        return child;
    }

    public FieldSet Union(FieldSet other)
    {
        var result = new FieldSet { IsMember = IsMember || other.IsMember };
        foreach (var (element, child) in Children)
            result.Children.Add(element, other.Child(element) is { } twin ? child.Union(twin) : child);
        foreach (var (element, child) in other.Children) result.Children.TryAdd(element, child);
        return result;
    }

    public FieldSet Intersect(FieldSet other)
    {
        var result = new FieldSet { IsMember = IsMember && other.IsMember };
        foreach (var (element, child) in Children)
        {
            if (other.Child(element) is not { } twin) continue;
            var common = child.Intersect(twin);
            if (!common.IsEmpty) result.Children.Add(element, common);
        }

        return result;
    }

    public FieldSet Except(FieldSet other)
    {
        var result = new FieldSet { IsMember = IsMember && !other.IsMember };
        foreach (var (element, child) in Children)
        {
            var rest = other.Child(element) is { } twin ? child.Except(twin) : child;
            if (!rest.IsEmpty) result.Children.Add(element, rest);
        }

        return result;
    }

    /// <summary>Removes the paths and everything below them.</summary>
    public FieldSet ExceptTrees(FieldSet roots)
    {
        var result = new FieldSet { IsMember = IsMember };
        foreach (var (element, child) in Children)
        {
            if (roots.Child(element) is not { } root)
            {
                result.Children.Add(element, child);
                continue;
            }

            if (root.IsMember) continue;
            var rest = child.ExceptTrees(root);
            if (!rest.IsEmpty) result.Children.Add(element, rest);
        }

        return result;
    }

    public bool SameAs(FieldSet other)
    {
        if (IsMember != other.IsMember || Children.Count != other.Children.Count) return false;
        for (var i = 0; i < Children.Count; i++)
        {
            if (Children.Keys[i] != other.Children.Keys[i] || !Children.Values[i].SameAs(other.Children.Values[i])) return false;
        }

        return true;
    }

    /// <summary>All member paths.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths() => Paths([]);

    private IEnumerable<IReadOnlyList<string>> Paths(List<string> prefix)
    {
        if (IsMember) yield return [.. prefix];
        foreach (var (element, child) in Children)
        {
            prefix.Add(element);
            foreach (var path in child.Paths(prefix)) yield return path;
            prefix.RemoveAt(prefix.Count - 1);
        }
    }
}
