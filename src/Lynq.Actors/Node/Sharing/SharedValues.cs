using System.Collections.Concurrent;

namespace Lynq.Actors.Node.Sharing;

/// <summary>
/// One copy of each of the values that thousands of nodes repeat. Sharing is a matter of memory alone: whoever gets the value back
/// that he gave has lost nothing.
/// </summary>
/// <param name="limit">
/// How many values are remembered. With one more all are forgotten, and remembering begins anew: what is in use lives on with its
/// users, and what differs from node to node, by hostile rows for instance, does not gather here.
/// </param>
/// <param name="comparer">What counts as equal.</param>
internal sealed class SharedValues<T>(int limit, IEqualityComparer<T>? comparer = null)
    where T : notnull
{
    private readonly ConcurrentDictionary<T, T> _values = new(comparer);

    // The dictionary's own count takes all its locks.
    private int _count;

    /// <summary>Number of values that are remembered.</summary>
    public int Count => _values.Count;

    /// <summary>The copy that everybody shares of an equal value: this one, if there was none.</summary>
    public T Of(T value)
    {
        if (_values.TryGetValue(value, out var known)) return known;
        if (Interlocked.Increment(ref _count) > limit)
        {
            _values.Clear();
            Volatile.Write(ref _count, 1);
        }

        return _values.GetOrAdd(value, value);
    }
}
