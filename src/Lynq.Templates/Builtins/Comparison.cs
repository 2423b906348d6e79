using Lynq.Templates.Formatting;
using Lynq.Templates.Functions;
using Lynq.Templates.Values;

namespace Lynq.Templates.Builtins;

/// <summary>The comparison functions: integers of all kinds compare with each other, other kinds only with their own.</summary>
internal static class Comparison
{
    private enum Basic : byte
    {
        None,
        Bool,
        Integer,
        Float,
        Complex,
        String,
    }

    /// <summary>Whether the first equals any of the others; a clash of types before a match is an error.</summary>
    public static bool EqualsAny(in Value first, ReadOnlySpan<Value> others)
    {
        if (others.IsEmpty)
        {
            throw new FunctionException("missing argument for comparison");
        }

        foreach (var other in others)
        {
            if (AreEqual(first, other))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether two values are equal.</summary>
    public static bool AreEqual(in Value left, in Value right)
    {
        var kind = KindOf(left);
        if (kind != KindOf(right))
        {
            return left.IsNil || right.IsNil ? false : throw new FunctionException("incompatible types for comparison");
        }

        return kind switch
        {
            Basic.Bool => left.AsBool == right.AsBool,
            Basic.Integer => Number(left) == Number(right),
            Basic.Float => left.AsFloat == right.AsFloat,
            Basic.Complex => left.AsComplex == right.AsComplex,
            Basic.String => string.Equals(left.AsString, right.AsString, StringComparison.Ordinal),
            _ => AreSame(left, right),
        };
    }

    /// <summary>Whether the first is smaller.</summary>
    public static bool IsLess(in Value left, in Value right)
    {
        var kind = KindOf(left);
        if (kind == Basic.None || KindOf(right) == Basic.None)
        {
            throw new FunctionException("invalid type for comparison");
        }

        if (kind != KindOf(right))
        {
            throw new FunctionException("incompatible types for comparison");
        }

        return kind switch
        {
            Basic.Integer => Number(left) < Number(right),
            Basic.Float => left.AsFloat < right.AsFloat,
            Basic.String => GoTextComparer.Instance.Compare(left.AsString, right.AsString) < 0,
            _ => throw new FunctionException("invalid type for comparison"),
        };
    }

    /// <summary>Whether the first is smaller or equal.</summary>
    public static bool IsLessOrEqual(in Value left, in Value right) => IsLess(left, right) || AreEqual(left, right);

    private static bool AreSame(in Value left, in Value right)
    {
        if (left.IsNil || right.IsNil)
        {
            return left.IsNil == right.IsNil;
        }

        if (left.Kind != right.Kind)
        {
            throw new FunctionException(
                $"non-comparable types {ValuePrinter.Print(left)}: {ValueNames.TypeName(left)}, "
                + $"{ValuePrinter.Print(right)}: {ValueNames.TypeName(right)}");
        }

        return right.Kind == ValueKind.Object
            ? left.AsObject.GoTypeName == right.AsObject.GoTypeName && left.AsObject.Equals(right.AsObject)
            : throw new FunctionException($"non-comparable type {ValuePrinter.Print(right)}: {ValueNames.TypeName(right)}");
    }

    private static Basic KindOf(in Value value) => value.Kind switch
    {
        ValueKind.Bool => Basic.Bool,
        ValueKind.Float64 => Basic.Float,
        ValueKind.Complex => Basic.Complex,
        ValueKind.String => Basic.String,
        ValueKind.Object when value.AsObject.Number is not null => Basic.Integer,
        _ => value.IsInteger ? Basic.Integer : Basic.None,
    };

    private static Int128 Number(in Value value) => value.Kind switch
    {
        ValueKind.Uint64 => unchecked((ulong)value.AsInt),
        ValueKind.Object => value.AsObject.Number!.Value,
        _ => value.AsInt,
    };
}
