using Lynq.Templates.Formatting.Printf;
using Lynq.Templates.Functions;
using Lynq.Templates.Values;
using static Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Builtins;

/// <summary>The functions of Go's text/template itself, but <c>slice</c>, which Sprig's of that name replaces.</summary>
internal static class BuiltinFunctions
{
    /// <summary>Adds them all.</summary>
    public static void Register(FunctionRegistry functions)
    {
        // The engine runs these two itself, since they stop early; here only their arguments are declared.
        functions
            .AddVariadic("and", [Any], Any, static (_, args) => args[^1])
            .AddVariadic("or", [Any], Any, static (_, args) => args[^1])
            .Add("not", [Any], static (_, args) => Value.FromBool(!args[0].IsTrue))
            .Add("len", [Any], static (_, args) => Value.FromInt(Indexing.Length(args[0])))
            .AddVariadic("index", [Any], Any, static (_, args) => Indexing.Index(args[0], args[1..]))
            .AddVariadic("call", [Any], Any, static (_, args) => throw NotCallable(args[0]));
        RegisterComparisons(functions);
        RegisterPrinting(functions);
    }

    private static void RegisterComparisons(FunctionRegistry functions) => functions
        .AddVariadic("eq", [Any], Any, static (_, args) => Value.FromBool(Comparison.EqualsAny(args[0], args[1..])))
        .Add("ne", [Any, Any], static (_, args) => Value.FromBool(!Comparison.AreEqual(args[0], args[1])))
        .Add("lt", [Any, Any], static (_, args) => Value.FromBool(Comparison.IsLess(args[0], args[1])))
        .Add("le", [Any, Any], static (_, args) => Value.FromBool(Comparison.IsLessOrEqual(args[0], args[1])))
        .Add("gt", [Any, Any], static (_, args) => Value.FromBool(!Comparison.IsLessOrEqual(args[0], args[1])))
        .Add("ge", [Any, Any], static (_, args) => Value.FromBool(!Comparison.IsLess(args[0], args[1])));

    private static void RegisterPrinting(FunctionRegistry functions) => functions
        .AddVariadic("print", [], Any, static (context, args) => Value.FromString(Printing.Print(context, args)))
        .AddVariadic("println", [], Any, static (context, args) => Value.FromString(Printing.PrintLine(context, args)))
        .AddVariadic("printf", [ParameterType.String], Any, static (context, args) =>
            Value.FromString(GoPrintf.Format(context, args[0].AsString, args[1..])))
        .AddVariadic("html", [], Any, static (context, args) => Value.FromString(Escaping.Html(context, args)))
        .AddVariadic("js", [], Any, static (context, args) => Value.FromString(Escaping.JavaScript(context, args)))
        .AddVariadic("urlquery", [], Any, static (context, args) => Value.FromString(Escaping.UrlQuery(context, args)));

    private static FunctionException NotCallable(in Value value) => new(value.IsNil
        ? "call of nil"
        : $"non-function {Formatting.ValuePrinter.Print(value)} of type {ValueNames.TypeName(value)}");
}
