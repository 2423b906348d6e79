using Lynq.Templates.Functions;
using Lynq.Templates.Values;

namespace Lynq.Templates.Builtins;

/// <summary><c>index</c> and <c>len</c>.</summary>
internal static class Indexing
{
    /// <summary>The element under indexes, one after the other; a key that a map has not gives its zero element.</summary>
    public static Value Index(Value item, ReadOnlySpan<Value> indexes)
    {
        if (item.IsNil)
        {
            throw new FunctionException("index of untyped nil");
        }

        foreach (var index in indexes)
        {
            item = item.Kind switch
            {
                ValueKind.Nil => throw new FunctionException("index of nil pointer"),
                ValueKind.List => item.AsList[Position(index, item.AsList.Count)],
                ValueKind.String => ByteAt(item.AsString, index),
                ValueKind.Map => Entry(item.AsMap, index),
                _ => throw new FunctionException($"can't index item of type {ValueNames.TypeName(item)}"),
            };
        }

        return item;
    }

    /// <summary>Bytes of a string, elements of a list, entries of a map.</summary>
    public static long Length(in Value value) => value.Kind switch
    {
        ValueKind.String => GoText.ByteCount(value.AsString),
        ValueKind.List => value.AsList.Count,
        ValueKind.Map => value.AsMap.Count,
        ValueKind.Nil => throw new FunctionException("len of nil pointer"),
        _ => throw new FunctionException($"len of type {ValueNames.TypeName(value)}"),
    };

    private static Value ByteAt(string text, in Value index)
    {
        var position = Position(index, GoText.ByteCount(text));
        return Value.FromByte(text.Length > position && System.Text.Ascii.IsValid(text) ? (byte)text[position] : GoText.ToBytes(text)[position]);
    }

    private static int Position(in Value index, int count)
    {
        if (!index.IsInteger)
        {
            throw new FunctionException(index.IsNil
                ? "cannot index slice/array with nil"
                : $"cannot index slice/array with type {ValueNames.TypeName(index)}");
        }

        return index.AsInt >= 0 && index.AsInt < count
            ? (int)index.AsInt
            : throw new FunctionException(index.AsInt == count
                ? "reflect: slice index out of range"
                : $"index out of range: {index.AsInt}");
    }

    private static Value Entry(MapValue map, in Value key)
    {
        if (key.Kind != ValueKind.String)
        {
            throw new FunctionException(key.IsNil
                ? "value is nil; should be of type string"
                : $"value has type {ValueNames.TypeName(key)}; should be string");
        }

        return map.TryGet(key.AsString, out var value) ? value : map.ZeroElement;
    }
}
