namespace Lynq.Templates.Functions;

/// <summary>Sprig's and Lynq's own functions, all subjects (contract §4.4, §4.5).</summary>
internal static class SprigFunctions
{
    /// <summary>Adds them all.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions.Refuse("env", "it would read the operator's environment");
        functions.Refuse("expandenv", "it would read the operator's environment");
        functions.Refuse("getHostByName", "it would use the operator's network");
    }
}
