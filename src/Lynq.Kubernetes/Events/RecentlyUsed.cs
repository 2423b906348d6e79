using System.Diagnostics.CodeAnalysis;

namespace Lynq.Kubernetes;

/// <summary>A bounded memory that forgets what was not used for longest. Used by one loop only.</summary>
internal sealed class RecentlyUsed<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _index = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _order = new();

    public int Count => _index.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        if (!_index.TryGetValue(key, out var node))
            return false;
        _order.Remove(node);
        _order.AddFirst(node);
        value = node.Value.Value;
        return true;
    }

    public TValue GetOrAdd(TKey key, Func<TValue> make)
    {
        if (TryGet(key, out var value))
            return value;
        value = make();
        Set(key, value);
        return value;
    }

    public void Set(TKey key, TValue value)
    {
        if (_index.Remove(key, out var old))
            _order.Remove(old);
        _index[key] = _order.AddFirst((key, value));
        if (_index.Count <= capacity)
            return;
        _index.Remove(_order.Last!.Value.Key);
        _order.RemoveLast();
    }
}
