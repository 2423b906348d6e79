using Lynq.Templates.Execution;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Dicts;

/// <summary>Functions that read maps.</summary>
internal static class DictLookupFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .Add("get", [Types.Map, Types.String], static (_, args) =>
                TryGet(args[0], args[1].AsString, out var value) ? value : Value.EmptyString)
            .Add(
                "hasKey",
                [Types.Map, Types.String],
                static (_, args) => Value.FromBool(TryGet(args[0], args[1].AsString, out var _)),
                tolerance: EmptyTolerance.FirstArgumentAsMap)
            .AddVariadic("pluck", [Types.String], Types.Map, static (_, args) => Pluck(args))
            .AddVariadic("keys", [], Types.Map, Keys)
            .Add("values", [Types.Map], Values)
            .AddVariadic("dig", [], Types.Any, static (_, args) => Dig(args));
    }

    /// <summary>Finds an entry; a nil map has none.</summary>
    internal static bool TryGet(in Value map, string key, out Value value)
    {
        value = Value.Nil;
        return !map.IsNil && map.AsMap.TryGet(key, out value);
    }

    private static Value Pluck(ReadOnlySpan<Value> args)
    {
        var found = new List<Value>();
        foreach (var map in args[1..])
        {
            if (TryGet(map, args[0].AsString, out var value)) found.Add(value);
        }

        return Value.FromList([.. found]);
    }

    /// <summary>The keys in order; Go gives them in any order.</summary>
    private static Value Keys(RenderContext context, ReadOnlySpan<Value> args)
    {
        var keys = new List<string>();
        foreach (var map in args)
        {
            if (map.IsNil) continue;
            context.Work(map.AsMap.Count);
            keys.AddRange(map.AsMap.SortedKeys());
        }

        return Value.FromList(ListValue.OfStrings(keys));
    }

    /// <summary>The values by the order of their keys; Go gives them in any order.</summary>
    private static Value Values(RenderContext context, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNil) return Value.FromList();
        var map = args[0].AsMap;
        context.Work(map.Count);
        return Value.FromList(Array.ConvertAll(map.SortedKeys(), key => map.Entries[key]));
    }

    private static Value Dig(ReadOnlySpan<Value> args)
    {
        if (args.Length < 3) throw new FunctionException("dig needs at least three arguments");
        var current = PlainMap(args[^1]);
        foreach (var key in args[..^2])
        {
            if (key.Kind != ValueKind.String) throw Mismatch(key, "string");
        }

        for (var i = 0; ; i++)
        {
            if (!current.TryGet(args[i].AsString, out var step)) return args[^2];
            if (i == args.Length - 3) return step;
            current = PlainMap(step);
        }
    }

    /// <summary>Exactly Go's plain map; the root object is of another type.</summary>
    private static MapValue PlainMap(in Value value) =>
        value.Kind == ValueKind.Map && value.AsMap.Type == MapType.Any
            ? value.AsMap
            : throw Mismatch(value, "map[string]interface {}");

    private static FunctionException Mismatch(in Value value, string expected) =>
        new($"interface conversion: interface {{}} is {(value.IsNil ? "nil" : ValueNames.TypeName(value))}, not {expected}");
}
