using Lynq.Templates.Execution;
using Lynq.Templates.Functions.Numbers;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Lists;

/// <summary>Functions that build lists and take them apart. All of them make new lists.</summary>
internal static class ListFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions.AddVariadic("list", [], Types.Any, static (_, args) => Value.FromList(args.ToArray())).Alias("tuple", "list");
        functions.AddVariadic("concat", [], Types.Any, Concat);
        AddPair(functions, "append", [Types.Any, Types.Any], static (context, args) =>
            Value.FromList([.. Items(context, args[0], "push on"), args[1]]));
        functions.Alias("push", "append").Alias("mustPush", "mustAppend");
        AddPair(functions, "prepend", [Types.Any, Types.Any], static (context, args) =>
            Value.FromList([args[1], .. Items(context, args[0], "prepend on")]));
        AddPair(functions, "first", [Types.Any], static (context, args) => At(Items(context, args[0], "find first on"), fromEnd: false));
        AddPair(functions, "last", [Types.Any], static (context, args) => At(Items(context, args[0], "find last on"), fromEnd: true));
        AddPair(functions, "rest", [Types.Any], static (context, args) => Part(Items(context, args[0], "find rest on"), skip: 1));
        AddPair(functions, "initial", [Types.Any], static (context, args) => Part(Items(context, args[0], "find initial on"), skip: 0));
        AddPair(functions, "reverse", [Types.Any], Reverse);
        AddPair(functions, "chunk", [Types.Int, Types.Any], Chunk);
        AddVariadicPair(functions, "slice", [Types.Any], Types.Any, Slice);
    }

    /// <summary>The elements of a list argument, counted as work.</summary>
    /// <exception cref="FunctionException">The value is no list; the message says what could not be done with it.</exception>
    internal static ReadOnlySpan<Value> Items(RenderContext context, in Value value, string action)
    {
        if (value.Kind != ValueKind.List)
        {
            throw new FunctionException(value.IsNil
                ? "runtime error: invalid memory address or nil pointer dereference"
                : $"Cannot {action} type {ValueNames.KindName(value)}");
        }

        context.Work(value.AsList.Count);
        return value.AsList.Items;
    }

    /// <summary>Adds a function and its <c>must</c> form, which fail alike.</summary>
    internal static void AddPair(FunctionRegistry functions, string name, IReadOnlyList<ParameterType> parameters, FunctionBody body) =>
        functions.Add(name, parameters, body).Alias(MustName(name), name);

    /// <summary>Adds a function with a repeated last parameter and its <c>must</c> form, which fail alike.</summary>
    internal static void AddVariadicPair(
        FunctionRegistry functions, string name, IReadOnlyList<ParameterType> parameters, ParameterType rest, FunctionBody body) =>
        functions.AddVariadic(name, parameters, rest, body).Alias(MustName(name), name);

    private static string MustName(string name) => "must" + char.ToUpperInvariant(name[0]) + name[1..];

    private static Value Concat(RenderContext context, ReadOnlySpan<Value> args)
    {
        var items = new List<Value>();
        foreach (var arg in args)
        {
            if (arg.Kind != ValueKind.List && !arg.IsNil)
                throw new FunctionException($"Cannot concat type {ValueNames.KindName(arg)} as list");
            items.AddRange(Items(context, arg, "concat"));
        }

        return Value.FromList(new ListValue(ListType.Any, [.. items]) { IsNil = items.Count == 0 });
    }

    private static Value At(ReadOnlySpan<Value> items, bool fromEnd) =>
        items.IsEmpty ? Value.Nil : fromEnd ? items[^1] : items[0];

    /// <summary>All elements but one at the start or the end; Go's nil list when there is none to leave out.</summary>
    private static Value Part(ReadOnlySpan<Value> items, int skip) => items.IsEmpty
        ? Value.FromList(new ListValue(ListType.Any, []) { IsNil = true })
        : Value.FromList(items.Slice(skip, items.Length - 1).ToArray());

    private static Value Reverse(RenderContext context, ReadOnlySpan<Value> args)
    {
        var items = Items(context, args[0], "find reverse on").ToArray();
        Array.Reverse(items);
        return Value.FromList(items);
    }

    private static Value Chunk(RenderContext context, ReadOnlySpan<Value> args)
    {
        var size = args[0].AsInt;
        var items = Items(context, args[1], "chunk");
        if (size == 0 || (size < 0 && (items.IsEmpty || items.Length - 1 > -size)))
            throw new FunctionException("runtime error: makeslice: len out of range");
        var chunks = new List<Value>();
        for (var at = 0; size > 0 && at < items.Length;)
        {
            var length = (int)Math.Min(size, items.Length - at);
            chunks.Add(Value.FromList(items.Slice(at, length).ToArray()));
            at += length;
        }

        return Value.FromList(new ListValue(ListType.ListOfAny, [.. chunks]));
    }

    private static Value Slice(RenderContext context, ReadOnlySpan<Value> args)
    {
        if (args[0].Kind != ValueKind.List && !args[0].IsNil)
            throw new FunctionException($"list should be type of slice or array but {ValueNames.KindName(args[0])}");
        var items = Items(context, args[0], "slice");
        if (items.IsEmpty) return Value.Nil;
        var start = args.Length > 1 ? NumberCast.ToInt64(args[1]) : 0;
        var end = args.Length > 2 ? NumberCast.ToInt64(args[2]) : items.Length;
        if (start < 0 || end < start || end > items.Length)
            throw new FunctionException("reflect.Value.Slice: slice index out of bounds");
        return Value.FromList(new ListValue(args[0].AsList.Type, items[(int)start..(int)end].ToArray()));
    }
}
