using Lynq.Templates.Formatting;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Numbers;

/// <summary>Conversions to numbers and booleans: Sprig's plain ones and Lynq's typed ones (contract §4.4).</summary>
internal static class CastFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .Add("atoi", [Types.String], static (_, args) => Value.FromInt(Atoi(args[0].AsString)))
            .Add("int64", [Types.Any], static (_, args) => Value.FromInt64(NumberCast.ToInt64(args[0])))
            .Add("float64", [Types.Any], static (_, args) => Value.FromFloat(NumberCast.ToFloat64(args[0])))
            .Add("toDecimal", [Types.Any], static (_, args) => Value.FromInt64(Octal(ValuePrinter.Print(args[0]))))
            .Add("int", [Types.Any], static (_, args) => Value.FromInt(ToTypedInt(args[0])).Typed())
            .Add("float", [Types.Any], static (_, args) => Value.FromFloat(ToTypedFloat(args[0])).Typed())
            .Add("bool", [Types.Any], static (_, args) => Value.FromBool(ToTypedBool(args[0])).Typed());
    }

    private static long Atoi(string text)
    {
        GoIntegerSyntax.Parse(text, 10, out var number);
        return number;
    }

    private static long Octal(string text) =>
        GoIntegerSyntax.Parse(text, 8, out var number) == NumberStatus.Ok ? number : 0;

    private static long ToTypedInt(in Value value)
    {
        if (value.Kind != ValueKind.String) return NumberCast.ToInt64(value);
        if (GoIntegerSyntax.Parse(value.AsString, 10, out var integer) == NumberStatus.Ok) return integer;
        return GoFloatSyntax.Parse(value.AsString, out var number) == NumberStatus.Ok ? NumberCast.Truncate(number) : 0;
    }

    private static double ToTypedFloat(in Value value) => NumberCast.ToFloat64(value);

    private static bool ToTypedBool(in Value value) => value.Kind switch
    {
        ValueKind.Bool => value.AsBool,
        ValueKind.String => IsTrueWord(value.AsString),
        ValueKind.Float64 => value.AsFloat != 0,
        _ => value.IsInteger && value.AsInt != 0,
    };

    private static bool IsTrueWord(string text) => text.ToLowerInvariant() is "true" or "1" or "yes" or "on" or "t" or "y";
}
