using Lynq.Templates.Functions;

namespace Lynq.Templates.Values;

/// <summary>A Go map with string keys. <c>set</c>, <c>unset</c> and <c>merge</c> change it in place, as in Go.</summary>
internal sealed class MapValue
{
    private Dictionary<string, Value> _entries;
    private bool _isShared;
    private bool _isNil;

    /// <summary>An empty map.</summary>
    /// <param name="type">Its Go type.</param>
    /// <param name="capacity">The number of entries to make room for.</param>
    public MapValue(MapType type, int capacity = 0)
    {
        Type = type;
        _entries = new(capacity, StringComparer.Ordinal);
    }

    /// <summary>Its Go type.</summary>
    public MapType Type { get; }

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>The entries in no particular order.</summary>
    public IReadOnlyDictionary<string, Value> Entries => _entries;

    /// <summary>What Go gives for a key that is not there.</summary>
    public Value ZeroElement => Type == MapType.String ? Value.EmptyString : Value.Nil;

    /// <summary>The type's name in Go.</summary>
    public string GoTypeName => Type switch
    {
        MapType.String => "map[string]string",
        MapType.Variables => "template.Variables",
        _ => "map[string]interface {}",
    };

    /// <summary>Go's nil map: empty, and it cannot be written to.</summary>
    public static MapValue NilMap() => new(MapType.Any) { _isNil = true };

    /// <summary>Makes this map one over entries that others read, too, whatever it was before; for maps that are used again.</summary>
    public void Share(Dictionary<string, Value> entries)
    {
        _entries = entries;
        _isShared = true;
    }

    /// <summary>Finds an entry.</summary>
    public bool TryGet(string key, out Value value) => _entries.TryGetValue(key, out value);

    /// <summary>Whether there is such a key, whatever its value.</summary>
    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    /// <summary>Adds or replaces an entry.</summary>
    /// <exception cref="FunctionException">This is the nil map.</exception>
    public void Set(string key, Value value)
    {
        if (_isNil)
        {
            throw new FunctionException("assignment to entry in nil map");
        }

        Own();
        _entries[key] = value;
    }

    /// <summary>Removes an entry if it is there.</summary>
    public void Remove(string key)
    {
        Own();
        _entries.Remove(key);
    }

    /// <summary>The keys in the order of their UTF-8 bytes, in which Go prints and ranges over maps.</summary>
    public string[] SortedKeys()
    {
        string[] keys = [.. _entries.Keys];
        Array.Sort(keys, GoTextComparer.Instance);
        return keys;
    }

    private void Own()
    {
        if (_isShared)
        {
            _entries = new(_entries, StringComparer.Ordinal);
            _isShared = false;
        }
    }
}
