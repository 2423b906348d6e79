using Lynq.Templates.Execution;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Reflection;

/// <summary>Go's deep equality: same Go type, same contents. Every compared value counts as work.</summary>
internal sealed class DeepComparison(RenderContext context)
{
    /// <summary>True when one of the elements equals <paramref name="item"/>.</summary>
    internal bool Contains(ReadOnlySpan<Value> items, in Value item)
    {
        foreach (var candidate in items)
        {
            if (Equal(item, candidate)) return true;
        }

        return false;
    }

    /// <summary>Whether two values are deeply equal.</summary>
    /// <exception cref="FunctionException">The values are nested too deeply, or comparing them is too much work.</exception>
    internal bool Equal(in Value left, in Value right)
    {
        context.Work(1);
        if (left.Kind != right.Kind) return false;
        return left.Kind switch
        {
            ValueKind.Nil => true,
            ValueKind.Float64 => left.AsFloat == right.AsFloat,
            ValueKind.Complex => left.AsComplex == right.AsComplex,
            ValueKind.String => string.Equals(left.AsString, right.AsString, StringComparison.Ordinal),
            ValueKind.List => EqualLists(left.AsList, right.AsList),
            ValueKind.Map => EqualMaps(left.AsMap, right.AsMap),
            ValueKind.Object => left.AsObject.DeepEquals(right.AsObject),
            _ => left.AsInt == right.AsInt,
        };
    }

    private bool EqualLists(ListValue left, ListValue right)
    {
        if (left.Type != right.Type || left.IsNil != right.IsNil || left.Count != right.Count) return false;
        if (ReferenceEquals(left, right)) return true;
        Nesting.Check();
        for (var i = 0; i < left.Count; i++)
        {
            if (!Equal(left[i], right[i])) return false;
        }

        return true;
    }

    private bool EqualMaps(MapValue left, MapValue right)
    {
        if (left.Type != right.Type || left.Count != right.Count) return false;
        if (ReferenceEquals(left, right)) return true;
        Nesting.Check();
        foreach (var (key, value) in left.Entries)
        {
            if (!right.TryGet(key, out var other) || !Equal(value, other)) return false;
        }

        return true;
    }
}
