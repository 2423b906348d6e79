using Lynq.Templates.Values;
using static Lynq.Templates.Functions.Numbers.NumberCast;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Numbers;

/// <summary>Integer arithmetic, which wraps at 64 bits, and rounding.</summary>
internal static class MathFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .AddVariadic("add", [], Types.Any, static (_, args) => Fold(args, 0, static (sum, next) => unchecked(sum + next)))
            .Add("add1", [Types.Any], static (_, args) => Value.FromInt64(unchecked(ToInt64(args[0]) + 1)))
            .Add("sub", [Types.Any, Types.Any], static (_, args) => Value.FromInt64(unchecked(ToInt64(args[0]) - ToInt64(args[1]))))
            .Add("div", [Types.Any, Types.Any], static (_, args) => Divide(args, remainder: false))
            .Add("mod", [Types.Any, Types.Any], static (_, args) => Divide(args, remainder: true))
            .AddVariadic("mul", [Types.Any], Types.Any, static (_, args) => Fold(args, 1, static (product, next) => unchecked(product * next)))
            .AddVariadic("max", [Types.Any], Types.Any, static (_, args) => Fold(args, long.MinValue, Math.Max))
            .Alias("biggest", "max")
            .AddVariadic("min", [Types.Any], Types.Any, static (_, args) => Fold(args, long.MaxValue, Math.Min))
            .Add("ceil", [Types.Any], static (_, args) => Value.FromFloat(Math.Ceiling(ToFloat64(args[0]))))
            .Add("floor", [Types.Any], static (_, args) => Value.FromFloat(Math.Floor(ToFloat64(args[0]))))
            .AddVariadic("round", [Types.Any, Types.Int], Types.Float64, static (_, args) =>
                Value.FromFloat(Round(ToFloat64(args[0]), args[1].AsInt, args.Length > 2 ? args[2].AsFloat : 0.5)));
    }

    /// <summary>
    /// Rounds to <paramref name="places"/> decimal places, up when what is cut off is at least
    /// <paramref name="roundOn"/>; computed in binary floats, as Sprig does.
    /// </summary>
    internal static double Round(double value, long places, double roundOn)
    {
        var power = Math.Pow(10, places);
        var scaled = power * value;
        var fraction = scaled - Math.Truncate(scaled);
        return (fraction >= roundOn ? Math.Ceiling(scaled) : Math.Floor(scaled)) / power;
    }

    private static Value Fold(ReadOnlySpan<Value> args, long start, Func<long, long, long> next)
    {
        var result = start;
        foreach (var arg in args) result = next(result, ToInt64(arg));
        return Value.FromInt64(result);
    }

    private static Value Divide(ReadOnlySpan<Value> args, bool remainder)
    {
        var (dividend, divisor) = (ToInt64(args[0]), ToInt64(args[1]));
        if (divisor == 0) throw new FunctionException("runtime error: integer divide by zero");

        // The one overflow, which .NET reports and Go wraps.
        if (divisor == -1) return Value.FromInt64(remainder ? 0 : unchecked(-dividend));
        return Value.FromInt64(remainder ? dividend % divisor : dividend / divisor);
    }
}
