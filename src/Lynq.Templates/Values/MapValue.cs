using System.Diagnostics.CodeAnalysis;

namespace Lynq.Templates.Values;

/// <summary>A Go map with string keys. <c>set</c>, <c>unset</c> and <c>merge</c> change it in place, as in Go.</summary>
/// <param name="type">Its Go type.</param>
/// <param name="capacity">The number of entries to make room for.</param>
internal sealed class MapValue(MapType type, int capacity = 0)
{
    private readonly Dictionary<string, Value> _entries = new(capacity, StringComparer.Ordinal);

    /// <summary>Its Go type.</summary>
    public MapType Type => type;

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>The entries in no particular order.</summary>
    public Dictionary<string, Value> Entries => _entries;

    /// <summary>What Go gives for a key that is not there.</summary>
    public Value ZeroElement => type == MapType.String ? Value.EmptyString : Value.Nil;

    /// <summary>The type's name in Go.</summary>
    public string GoTypeName => type switch
    {
        MapType.String => "map[string]string",
        MapType.Variables => "template.Variables",
        _ => "map[string]interface {}",
    };

    /// <summary>Finds an entry.</summary>
    public bool TryGet(string key, out Value value) => _entries.TryGetValue(key, out value);

    /// <summary>Whether there is such a key, whatever its value.</summary>
    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    /// <summary>Adds or replaces an entry.</summary>
    public void Set(string key, Value value) => _entries[key] = value;

    /// <summary>Removes an entry if it is there.</summary>
    public void Remove(string key) => _entries.Remove(key);

    /// <summary>The keys in the order of their UTF-8 bytes, in which Go prints and ranges over maps.</summary>
    public string[] SortedKeys()
    {
        string[] keys = [.. _entries.Keys];
        Array.Sort(keys, GoTextComparer.Instance);
        return keys;
    }
}
