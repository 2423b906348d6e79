using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Reflection;

/// <summary>Functions that tell the Go types of values.</summary>
internal static class ReflectionFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .Add("typeOf", [Types.Any], static (_, args) => Value.FromString(ValueNames.TypeName(args[0])))
            .Add("typeIs", [Types.String, Types.Any], static (_, args) => Value.FromBool(args[0].AsString == ValueNames.TypeName(args[1])))
            .Add("typeIsLike", [Types.String, Types.Any], static (_, args) => Value.FromBool(IsLike(args[0].AsString, args[1])))
            .Add("kindOf", [Types.Any], static (_, args) => Value.FromString(ValueNames.KindName(args[0])))
            .Add("kindIs", [Types.String, Types.Any], static (_, args) => Value.FromBool(args[0].AsString == ValueNames.KindName(args[1])))
            .Add("deepEqual", [Types.Any, Types.Any], static (context, args) =>
                Value.FromBool(new DeepComparison(context).Equal(args[0], args[1])));
    }

    private static bool IsLike(string name, in Value value)
    {
        var type = ValueNames.TypeName(value);
        return type == name || type == "*" + name;
    }
}
