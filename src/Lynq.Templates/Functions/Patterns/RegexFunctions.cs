namespace Lynq.Templates.Functions.Patterns; internal static class RegexFunctions { public static void Register(FunctionRegistry functions) { } }
