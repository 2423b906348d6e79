using Lynq.Templates.Functions;

namespace Lynq.Templates.Execution;

/// <summary>Whether a call has as many arguments as its function wants.</summary>
internal static class ArgumentCount
{
    /// <summary>The error in Go's words, or null.</summary>
    public static string? Check(FunctionDefinition function, int given)
    {
        var wanted = function.Parameters.Count;
        if (function.Rest is not null)
        {
            return given < wanted ? $"wrong number of args for {function.Name}: want at least {wanted} got {given}" : null;
        }

        return given != wanted ? $"wrong number of args for {function.Name}: want {wanted} got {given}" : null;
    }
}
