namespace Lynq.Templates.Values;

/// <summary>What a <see cref="Value"/> holds, in the terms of Go's kinds: a template can tell them apart.</summary>
internal enum ValueKind : byte
{
    /// <summary>Nothing: Go's nil, JSON's null, a map's missing entry.</summary>
    Nil,

    /// <summary>Go's <c>bool</c>.</summary>
    Bool,

    /// <summary>Go's <c>int</c>: literals, <c>len</c>, <c>atoi</c>, range indexes.</summary>
    Int,

    /// <summary>Go's <c>int64</c>: what the arithmetic functions give.</summary>
    Int64,

    /// <summary>Go's <c>int32</c> (a rune).</summary>
    Int32,

    /// <summary>Go's <c>uint8</c>: a byte of a string.</summary>
    Uint8,

    /// <summary>Go's <c>uint64</c>: the parts of a version.</summary>
    Uint64,

    /// <summary>Go's <c>float64</c>: literals with a point or exponent, JSON numbers.</summary>
    Float64,

    /// <summary>Go's <c>complex128</c>: literals with an <c>i</c>.</summary>
    Complex,

    /// <summary>Go's <c>string</c>: bytes, held as text (see <see cref="GoText"/>).</summary>
    String,

    /// <summary>A slice, see <see cref="ListValue"/>.</summary>
    List,

    /// <summary>A map with string keys, see <see cref="MapValue"/>.</summary>
    Map,

    /// <summary>Any other Go type, see <see cref="ObjectValue"/>.</summary>
    Object,
}
