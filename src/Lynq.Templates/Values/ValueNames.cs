namespace Lynq.Templates.Values;

/// <summary>Go's names for the types and kinds of values, as <c>typeOf</c>, <c>kindOf</c> and <c>%T</c> print them.</summary>
internal static class ValueNames
{
    /// <summary>The type's name, <c>&lt;nil&gt;</c> for nil.</summary>
    public static string TypeName(in Value value) => value.Kind switch
    {
        ValueKind.Nil => "<nil>",
        ValueKind.List => value.AsList.GoTypeName,
        ValueKind.Map => value.AsMap.GoTypeName,
        ValueKind.Object => value.AsObject.GoTypeName,
        _ => KindName(value),
    };

    /// <summary>The kind's name, <c>invalid</c> for nil.</summary>
    public static string KindName(in Value value) => value.Kind switch
    {
        ValueKind.Bool => "bool",
        ValueKind.Int => "int",
        ValueKind.Int64 => "int64",
        ValueKind.Int32 => "int32",
        ValueKind.Uint8 => "uint8",
        ValueKind.Uint64 => "uint64",
        ValueKind.Float64 => "float64",
        ValueKind.Complex => "complex128",
        ValueKind.String => "string",
        ValueKind.List => "slice",
        ValueKind.Map => "map",
        ValueKind.Object => value.AsObject.GoKindName,
        _ => "invalid",
    };
}
