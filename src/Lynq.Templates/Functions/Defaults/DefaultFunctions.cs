using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Defaults;

/// <summary>Functions that choose between values, and the one that gives up.</summary>
internal static class DefaultFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .AddVariadic(
                "default",
                [Types.Any],
                Types.Any,
                static (_, args) => args.Length > 1 && args[1].IsTrue ? args[1] : args[0],
                tolerance: EmptyTolerance.AllArguments)
            .AddVariadic("coalesce", [], Types.Any, static (_, args) => Coalesce(args), tolerance: EmptyTolerance.AllArguments)
            .Add("empty", [Types.Any], static (_, args) => Value.FromBool(!args[0].IsTrue), tolerance: EmptyTolerance.AllArguments)
            .Add(
                "ternary",
                [Types.Any, Types.Any, Types.Bool],
                static (_, args) => args[2].AsBool ? args[0] : args[1],
                tolerance: EmptyTolerance.LastArgumentAsFalse)
            .AddVariadic("all", [], Types.Any, static (_, args) => Value.FromBool(CountTrue(args) == args.Length))
            .AddVariadic("any", [], Types.Any, static (_, args) => Value.FromBool(CountTrue(args) > 0))
            .Add("fail", [Types.String], static (_, args) => throw new FunctionException(args[0].AsString));
    }

    private static Value Coalesce(ReadOnlySpan<Value> args)
    {
        foreach (var arg in args)
        {
            if (arg.IsTrue) return arg;
        }

        return Value.Nil;
    }

    private static int CountTrue(ReadOnlySpan<Value> args)
    {
        var count = 0;
        foreach (var arg in args)
        {
            if (arg.IsTrue) count++;
        }

        return count;
    }
}
