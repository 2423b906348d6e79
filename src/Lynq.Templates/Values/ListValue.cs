namespace Lynq.Templates.Values;

/// <summary>A Go slice. Immutable by convention: functions make a new one.</summary>
/// <param name="type">The element type.</param>
/// <param name="items">The elements; the list takes the array over.</param>
internal sealed class ListValue(ListType type, Value[] items)
{
    /// <summary>An empty <c>[]interface {}</c>.</summary>
    public static ListValue Empty { get; } = new(ListType.Any, []);

    /// <summary>Go's nil slice of any values.</summary>
    public static ListValue NilList { get; } = new(ListType.Any, []) { IsNil = true };

    /// <summary>The element type.</summary>
    public ListType Type => type;

    /// <summary>Whether this is Go's nil slice, which JSON shows as null.</summary>
    public bool IsNil { get; init; }

    /// <summary>The number of elements.</summary>
    public int Count => items.Length;

    /// <summary>The elements.</summary>
    public ReadOnlySpan<Value> Items => items;

    /// <summary>The element at a position from 0.</summary>
    public Value this[int index] => items[index];

    /// <summary>The type's name in Go.</summary>
    public string GoTypeName => type switch
    {
        ListType.String => "[]string",
        ListType.Int => "[]int",
        ListType.ListOfAny => "[][]interface {}",
        _ => "[]interface {}",
    };

    /// <summary>The elements' type's name in Go.</summary>
    public string GoElementTypeName => GoTypeName[2..];

    /// <summary>A <c>[]string</c>.</summary>
    public static ListValue OfStrings(IEnumerable<string> texts) => new(ListType.String, [.. texts.Select(Value.FromString)]);
}
