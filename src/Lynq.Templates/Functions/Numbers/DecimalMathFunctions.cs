using Lynq.Templates.Execution;
using Lynq.Templates.Values;
using static Lynq.Templates.Functions.Numbers.NumberCast;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Numbers;

/// <summary>Arithmetic on floats; sums, products and quotients are computed in decimal.</summary>
internal static class DecimalMathFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .Add("add1f", [Types.Any], static (_, args) =>
                Value.FromFloat((DecimalNumber.From(ToFloat64(args[0])) + DecimalNumber.From(1)).ToDouble()))
            .AddVariadic("addf", [], Types.Any, static (context, args) =>
                Fold(context, DecimalNumber.From(0), args, static (left, right) => left + right))
            .AddVariadic("subf", [Types.Any], Types.Any, static (context, args) => Fold(context, args, static (left, right) => left - right))
            .AddVariadic("mulf", [Types.Any], Types.Any, static (context, args) => Fold(context, args, static (left, right) => left * right))
            .AddVariadic("divf", [Types.Any], Types.Any, static (context, args) => Fold(context, args, static (left, right) => left / right))
            .AddVariadic("maxf", [Types.Any], Types.Any, static (_, args) => Extreme(args, Math.Max))
            .AddVariadic("minf", [Types.Any], Types.Any, static (_, args) => Extreme(args, Math.Min));
    }

    private static Value Fold(
        RenderContext context, ReadOnlySpan<Value> args, Func<DecimalNumber, DecimalNumber, DecimalNumber> next) =>
        Fold(context, DecimalNumber.From(ToFloat64(args[0])), args[1..], next);

    private static Value Fold(
        RenderContext context,
        DecimalNumber start,
        ReadOnlySpan<Value> args,
        Func<DecimalNumber, DecimalNumber, DecimalNumber> next)
    {
        var result = start;
        foreach (var arg in args)
        {
            result = next(result, DecimalNumber.From(ToFloat64(arg)));

            // Exact products grow with every factor.
            context.Work(result.Coefficient.GetBitLength());
        }

        return Value.FromFloat(result.ToDouble());
    }

    private static Value Extreme(ReadOnlySpan<Value> args, Func<double, double, double> choose)
    {
        var result = ToFloat64(args[0]);
        foreach (var arg in args[1..]) result = choose(result, ToFloat64(arg));
        return Value.FromFloat(result);
    }
}
