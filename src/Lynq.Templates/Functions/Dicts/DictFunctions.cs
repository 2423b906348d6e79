using Lynq.Templates.Execution;
using Lynq.Templates.Functions.Text;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Dicts;

/// <summary>Functions that build maps and, with <c>set</c> and <c>unset</c>, change them in place.</summary>
internal static class DictFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .AddVariadic("dict", [], Types.Any, Dict)
            .Add("set", [Types.Map, Types.String, Types.Any], Set)
            .Add("unset", [Types.Map, Types.String], static (_, args) => Unset(args))
            .AddVariadic("pick", [Types.Map], Types.String, static (_, args) => Pick(args))
            .AddVariadic("omit", [Types.Map], Types.String, Omit);
    }

    private static Value Dict(RenderContext context, ReadOnlySpan<Value> args)
    {
        var map = new MapValue(MapType.Any, (args.Length + 1) / 2);
        for (var i = 0; i < args.Length; i += 2)
        {
            // A key without a value gets the empty string.
            map.Set(PrintingFunctions.Print(context, args[i]), i + 1 < args.Length ? args[i + 1] : Value.EmptyString);
        }

        return Value.FromMap(map);
    }

    private static Value Set(RenderContext context, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNil) throw new FunctionException("assignment to entry in nil map");
        context.Work(1);
        args[0].AsMap.Set(args[1].AsString, args[2]);
        return args[0];
    }

    private static Value Unset(ReadOnlySpan<Value> args)
    {
        if (!args[0].IsNil) args[0].AsMap.Remove(args[1].AsString);
        return args[0];
    }

    private static Value Pick(ReadOnlySpan<Value> args)
    {
        var picked = new MapValue(MapType.Any);
        foreach (var key in args[1..])
        {
            if (DictLookupFunctions.TryGet(args[0], key.AsString, out var value)) picked.Set(key.AsString, value);
        }

        return Value.FromMap(picked);
    }

    private static Value Omit(RenderContext context, ReadOnlySpan<Value> args)
    {
        var kept = new MapValue(MapType.Any);
        if (args[0].IsNil) return Value.FromMap(kept);
        context.Work(args[0].AsMap.Count);
        foreach (var (key, value) in args[0].AsMap.Entries) kept.Set(key, value);
        foreach (var key in args[1..]) kept.Remove(key.AsString);
        return Value.FromMap(kept);
    }
}
