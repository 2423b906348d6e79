using System.Runtime.InteropServices;
using Lynq.Templates.Execution;
using Lynq.Templates.Functions.Reflection;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Lists;

/// <summary>Functions that pick elements of lists by comparing them. Numbers of different Go types differ.</summary>
internal static class ListSearchFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        ListFunctions.AddPair(functions, "has", [Types.Any, Types.Any], Has);
        ListFunctions.AddPair(functions, "uniq", [Types.Any], Unique);
        ListFunctions.AddPair(functions, "compact", [Types.Any], static (context, args) =>
            Where(ListFunctions.Items(context, args[0], "compact on"), static item => item.IsTrue));
        ListFunctions.AddVariadicPair(functions, "without", [Types.Any], Types.Any, Without);
    }

    private static Value Has(RenderContext context, ReadOnlySpan<Value> args)
    {
        if (args[1].IsNil) return Value.False;
        var comparison = new DeepComparison(context);
        return Value.FromBool(comparison.Contains(ListFunctions.Items(context, args[1], "find has on"), args[0]));
    }

    private static Value Unique(RenderContext context, ReadOnlySpan<Value> args)
    {
        var comparison = new DeepComparison(context);
        var kept = new List<Value>();
        foreach (var item in ListFunctions.Items(context, args[0], "find uniq on"))
        {
            if (!comparison.Contains(CollectionsMarshal.AsSpan(kept), item)) kept.Add(item);
        }

        return Value.FromList([.. kept]);
    }

    private static Value Without(RenderContext context, ReadOnlySpan<Value> args)
    {
        var comparison = new DeepComparison(context);
        var omitted = args[1..].ToArray();
        return Where(
            ListFunctions.Items(context, args[0], "find without on"), item => !comparison.Contains(omitted, item));
    }

    private static Value Where(ReadOnlySpan<Value> items, Func<Value, bool> keep)
    {
        var kept = new List<Value>();
        foreach (var item in items)
        {
            if (keep(item)) kept.Add(item);
        }

        return Value.FromList([.. kept]);
    }
}
