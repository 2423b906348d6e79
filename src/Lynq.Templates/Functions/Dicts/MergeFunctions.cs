using Lynq.Templates.Execution;
using Lynq.Templates.Functions.Lists;
using Lynq.Templates.Functions.Reflection;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Dicts;

/// <summary>Functions that merge maps into their first argument, and deep copies.</summary>
internal static class MergeFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        ListFunctions.AddVariadicPair(functions, "merge", [Types.Map], Types.Map, static (context, args) => MergeAll(context, args, overwrite: false));
        ListFunctions.AddVariadicPair(functions, "mergeOverwrite", [Types.Map], Types.Map, static (context, args) => MergeAll(context, args, overwrite: true));
        ListFunctions.AddPair(functions, "deepCopy", [Types.Any], static (context, args) => args[0].IsNil
            ? throw new FunctionException("reflect: call of reflect.Value.Type on zero Value")
            : Copy(context, args[0]));
    }

    private static Value MergeAll(RenderContext context, ReadOnlySpan<Value> args, bool overwrite)
    {
        var target = args[0].IsNil ? new MapValue(MapType.Any) : args[0].AsMap;
        foreach (var source in args[1..])
        {
            if (!source.IsNil && !ReferenceEquals(source.AsMap, target)) Merge(context, target, source.AsMap, overwrite);
        }

        return args[0].IsNil ? Value.FromMap(target) : args[0];
    }

    /// <summary>
    /// Adds the entries of <paramref name="source"/>. An entry that is there wins unless it is empty, or loses to any
    /// entry with <paramref name="overwrite"/>; two maps are merged in turn. Nothing is copied, so nested maps are shared.
    /// </summary>
    private static void Merge(RenderContext context, MapValue target, MapValue source, bool overwrite)
    {
        Nesting.Check();
        context.Work(source.Count + 1);
        foreach (var (key, value) in source.Entries.ToArray())
        {
            var exists = target.TryGet(key, out var current);
            if (value.IsNil)
            {
                if (overwrite) target.Set(key, value);
            }
            else if (value.Kind == ValueKind.Map && exists && current.Kind == ValueKind.Map)
            {
                if (!ReferenceEquals(current.AsMap, value.AsMap)) Merge(context, current.AsMap, value.AsMap, overwrite);
            }
            else if (overwrite || !exists || !current.IsTrue)
            {
                target.Set(key, value);
            }
        }
    }

    private static Value Copy(RenderContext context, in Value value)
    {
        context.Work(1);
        return value.Kind switch
        {
            ValueKind.List => Value.FromList(CopyList(context, value.AsList)),
            ValueKind.Map => Value.FromMap(CopyMap(context, value.AsMap)),
            _ => value,
        };
    }

    private static ListValue CopyList(RenderContext context, ListValue list)
    {
        Nesting.Check();
        var items = list.Items.ToArray();
        for (var i = 0; i < items.Length; i++) items[i] = Copy(context, items[i]);
        return new ListValue(list.Type, items) { IsNil = list.IsNil };
    }

    private static MapValue CopyMap(RenderContext context, MapValue map)
    {
        Nesting.Check();
        var copy = new MapValue(map.Type, map.Count);
        foreach (var (key, value) in map.Entries) copy.Set(key, Copy(context, value));
        return copy;
    }
}
