using Lynq.Templates.Functions;
using Lynq.Templates.Values;
using static Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Builtins;

/// <summary>The functions of Go's text/template itself; <c>and</c> and <c>or</c> are run by the engine, which stops early.</summary>
internal static class BuiltinFunctions
{
    /// <summary>Adds them all.</summary>
    public static void Register(FunctionRegistry functions) => functions
        .Add("not", [Any], static (_, args) => Value.FromBool(!args[0].IsTrue));
}
