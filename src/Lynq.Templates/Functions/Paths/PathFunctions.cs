using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Paths;

/// <summary>Functions on paths. The <c>os</c> forms follow Linux, where they do the same.</summary>
internal static class PathFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        AddText(functions, "base", "osBase", SlashPath.Base);
        AddText(functions, "dir", "osDir", SlashPath.Dir);
        AddText(functions, "clean", "osClean", SlashPath.Clean);
        AddText(functions, "ext", "osExt", SlashPath.Extension);
        functions
            .Add("isAbs", [Types.String], static (_, args) => Value.FromBool(args[0].AsString.StartsWith('/')))
            .Alias("osIsAbs", "isAbs");
    }

    private static void AddText(FunctionRegistry functions, string name, string osName, Func<string, string> convert) =>
        functions
            .Add(name, [Types.String], (context, args) =>
            {
                context.Work(args[0].AsString.Length);
                return Value.FromString(convert(args[0].AsString));
            })
            .Alias(osName, name);
}
