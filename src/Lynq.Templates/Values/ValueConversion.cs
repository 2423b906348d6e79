using System.Collections;
using System.Text.Json;

namespace Lynq.Templates.Values;

/// <summary>Makes values of .NET objects.</summary>
internal static class ValueConversion
{
    private static readonly char[] s_floatMarks = ['.', 'e', 'E'];

    /// <summary>Converts each entry.</summary>
    public static Dictionary<string, Value> Entries(IReadOnlyDictionary<string, object?> variables)
    {
        var entries = new Dictionary<string, Value>(variables.Count, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            entries[name] = From(value);
        }

        return entries;
    }

    /// <summary>Converts an object.</summary>
    /// <exception cref="ArgumentException">It is of a type that templates do not know.</exception>
    public static Value From(object? value) => value switch
    {
        null => Value.Nil,
        Value ready => ready,
        string text => Value.FromString(text),
        bool flag => Value.FromBool(flag),
        int or long or short or sbyte or byte or ushort or uint => Value.FromInt(Convert.ToInt64(value, null)),
        ulong number => Value.FromUint64(number),
        double number => Value.FromFloat(number),
        float number => Value.FromFloat(number),
        decimal number => Value.FromFloat((double)number),
        JsonElement json => From(json),
        IReadOnlyDictionary<string, object?> map => FromMap(map),
        IEnumerable list => Value.FromList([.. list.Cast<object?>().Select(From)]),
        _ => throw new ArgumentException($"a template variable cannot be a {value.GetType().Name}", nameof(value)),
    };

    /// <summary>Converts JSON: a number without a point or exponent is an <c>int</c>, any other a <c>float64</c>.</summary>
    public static Value From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => Value.FromString(json.GetString()!),
        JsonValueKind.Number => Number(json),
        JsonValueKind.True => Value.True,
        JsonValueKind.False => Value.False,
        JsonValueKind.Array => Value.FromList([.. json.EnumerateArray().Select(From)]),
        JsonValueKind.Object => FromObject(json),
        _ => Value.Nil,
    };

    private static Value Number(JsonElement json) =>
        json.GetRawText().IndexOfAny(s_floatMarks) < 0 && json.TryGetInt64(out var integer)
            ? Value.FromInt(integer)
            : Value.FromFloat(json.GetDouble());

    private static Value FromObject(JsonElement json)
    {
        var map = new MapValue(MapType.Any);
        foreach (var property in json.EnumerateObject())
        {
            map.Set(property.Name, From(property.Value));
        }

        return Value.FromMap(map);
    }

    private static Value FromMap(IReadOnlyDictionary<string, object?> entries)
    {
        var map = new MapValue(MapType.Any, entries.Count);
        foreach (var (name, value) in entries)
        {
            map.Set(name, From(value));
        }

        return Value.FromMap(map);
    }
}
