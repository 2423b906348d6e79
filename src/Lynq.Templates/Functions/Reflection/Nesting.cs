using System.Runtime.CompilerServices;

namespace Lynq.Templates.Functions.Reflection;

/// <summary>Guards recursions over values, which <c>set</c> can make endless by putting a map into itself.</summary>
internal static class Nesting
{
    /// <summary>To be called on every level.</summary>
    /// <exception cref="FunctionException">The value is nested so deeply that the stack would not hold it.</exception>
    internal static void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new FunctionException("the value is nested too deeply or contains itself");
    }
}
