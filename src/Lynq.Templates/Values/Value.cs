using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lynq.Templates.Values;

/// <summary>
/// One value of a running template: a tagged union of 24 bytes, so that numbers and booleans cost no allocation.
/// The default value is nil.
/// </summary>
/// <remarks>
/// A value made by <c>int</c>, <c>float</c> or <c>bool</c> is <see cref="IsTyped"/> (contract §4.4): functions see an ordinary
/// number or boolean; the mark only matters when the value is the whole result of a template.
/// </remarks>
internal readonly struct Value
{
    private readonly object? _reference;
    private readonly long _bits;

    private Value(ValueKind kind, object? reference, long bits, bool typed = false)
    {
        Kind = kind;
        IsTyped = typed;
        _reference = reference;
        _bits = bits;
    }

    /// <summary>Go's nil.</summary>
    public static Value Nil => default;

    /// <summary>The empty string.</summary>
    public static Value EmptyString => FromString(string.Empty);

    /// <summary>Go's <c>true</c>.</summary>
    public static Value True => FromBool(true);

    /// <summary>Go's <c>false</c>.</summary>
    public static Value False => FromBool(false);

    /// <summary>What the value holds.</summary>
    public ValueKind Kind { get; }

    /// <summary>Whether <c>int</c>, <c>float</c> or <c>bool</c> made it (contract §4.4).</summary>
    public bool IsTyped { get; }

    /// <summary>Whether it is nil.</summary>
    public bool IsNil => Kind == ValueKind.Nil;

    /// <summary>Whether it is of any signed or unsigned integer kind.</summary>
    public bool IsInteger => Kind is >= ValueKind.Int and <= ValueKind.Uint64;

    /// <summary>
    /// Whether the value counts as true in conditions: all but false, zero, the empty string, nil, and empty lists and maps.
    /// Sprig's <c>empty</c> is the opposite of it.
    /// </summary>
    public bool IsTrue => Kind switch
    {
        ValueKind.Nil => false,
        ValueKind.String => AsString.Length > 0,
        ValueKind.Float64 => AsFloat != 0,
        ValueKind.List => AsList.Count > 0,
        ValueKind.Map => AsMap.Count > 0,
        ValueKind.Object => AsObject.IsTrue,
        ValueKind.Complex => AsComplex != Complex.Zero,
        _ => _bits != 0,
    };

    /// <summary>The boolean; meaningful for <see cref="ValueKind.Bool"/>.</summary>
    public bool AsBool => _bits != 0;

    /// <summary>The integer; meaningful for every integer kind (a uint64 above 2^63 as its bits).</summary>
    public long AsInt => _bits;

    /// <summary>The number; meaningful for <see cref="ValueKind.Float64"/>.</summary>
    public double AsFloat => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The text; meaningful for <see cref="ValueKind.String"/>.</summary>
    public string AsString => Unsafe.As<string>(_reference!);

    /// <summary>The list; meaningful for <see cref="ValueKind.List"/>.</summary>
    public ListValue AsList => (ListValue)_reference!;

    /// <summary>The map; meaningful for <see cref="ValueKind.Map"/>.</summary>
    public MapValue AsMap => (MapValue)_reference!;

    /// <summary>The object; meaningful for <see cref="ValueKind.Object"/>.</summary>
    public ObjectValue AsObject => (ObjectValue)_reference!;

    /// <summary>The complex number; meaningful for <see cref="ValueKind.Complex"/>.</summary>
    public Complex AsComplex => (Complex)_reference!;

    /// <summary>A string; bytes that are not UTF-8 are held as <see cref="GoText"/> says.</summary>
    public static Value FromString(string text) => new(ValueKind.String, text, 0);

    /// <summary>Go's <c>bool</c>.</summary>
    public static Value FromBool(bool value) => new(ValueKind.Bool, null, value ? 1 : 0);

    /// <summary>Go's <c>int</c>.</summary>
    public static Value FromInt(long value) => new(ValueKind.Int, null, value);

    /// <summary>Go's <c>int64</c>.</summary>
    public static Value FromInt64(long value) => new(ValueKind.Int64, null, value);

    /// <summary>Go's <c>int32</c>.</summary>
    public static Value FromInt32(int value) => new(ValueKind.Int32, null, value);

    /// <summary>Go's <c>uint8</c>.</summary>
    public static Value FromByte(byte value) => new(ValueKind.Uint8, null, value);

    /// <summary>Go's <c>uint64</c>.</summary>
    public static Value FromUint64(ulong value) => new(ValueKind.Uint64, null, unchecked((long)value));

    /// <summary>Go's <c>float64</c>.</summary>
    public static Value FromFloat(double value) => new(ValueKind.Float64, null, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Go's <c>complex128</c>.</summary>
    public static Value FromComplex(Complex value) => new(ValueKind.Complex, value, 0);

    /// <summary>A list.</summary>
    public static Value FromList(ListValue list) => new(ValueKind.List, list, 0);

    /// <summary>A list of any values (Go's <c>[]interface {}</c>) that takes over the array.</summary>
    public static Value FromList(params Value[] items) => FromList(new ListValue(ListType.Any, items));

    /// <summary>A map.</summary>
    public static Value FromMap(MapValue map) => new(ValueKind.Map, map, 0);

    /// <summary>A value of another Go type.</summary>
    public static Value FromObject(ObjectValue value) => new(ValueKind.Object, value, 0);

    /// <summary>The same value, marked as the result of <c>int</c>, <c>float</c> or <c>bool</c> (contract §4.4).</summary>
    public Value Typed() => new(Kind, _reference, _bits, typed: true);

    /// <summary>Another integer of the same integer kind.</summary>
    public Value WithInteger(long value) => new(Kind, null, value);

    /// <inheritdoc />
    public override string ToString() => Formatting.ValuePrinter.Print(this);
}
