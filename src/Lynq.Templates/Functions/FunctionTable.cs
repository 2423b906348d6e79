using System.Collections.Frozen;
using Lynq.Templates.Builtins;

namespace Lynq.Templates.Functions;

/// <summary>All functions that templates can call, by name.</summary>
internal static class FunctionTable
{
    /// <summary>The functions; <c>slice</c> is Sprig's, which replaces the built-in of that name (contract §4.1).</summary>
    public static FrozenDictionary<string, FunctionDefinition> All { get; } = Build();

    private static FrozenDictionary<string, FunctionDefinition> Build()
    {
        var registry = new FunctionRegistry();
        BuiltinFunctions.Register(registry);
        SprigFunctions.Register(registry);
        return registry.Build();
    }
}
