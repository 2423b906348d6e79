using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Lynq.Templates.Functions;

/// <summary>
/// Collects the functions that templates can call.
/// </summary>
/// <remarks>
/// <para>How a function is added: each subject has a static class in <c>Functions/</c> with a method
/// <c>Register(FunctionRegistry functions)</c>, which <see cref="SprigFunctions"/> calls, and which adds each function with
/// its strict parameter types:</para>
/// <code>
/// functions.Add("trimPrefix", [String, String], static (_, args) => …);       // using static ParameterType
/// functions.AddVariadic("add", [], Any, static (_, args) => …);
/// functions.Alias("tuple", "list");
/// functions.Refuse("env", "it reads the operator's environment");
/// </code>
/// <para>The engine counts and checks arguments and words those errors; a body throws <see cref="FunctionException"/> for
/// errors of its own, asks <see cref="Execution.RenderContext"/> for time, random bytes and before it makes something
/// whose size the template chooses, and treats strings as bytes through <see cref="Values.GoText"/>.</para>
/// </remarks>
internal sealed class FunctionRegistry
{
    private readonly Dictionary<string, FunctionDefinition> _functions = new(StringComparer.Ordinal);

    /// <summary>Adds a function with a fixed number of arguments.</summary>
    public FunctionRegistry Add(
        string name,
        IReadOnlyList<ParameterType> parameters,
        FunctionBody body,
        bool nonDeterministic = false,
        EmptyTolerance tolerance = EmptyTolerance.None) =>
        Add(new(name, parameters, null, body) { IsNonDeterministic = nonDeterministic, Tolerance = tolerance });

    /// <summary>Adds a function whose last parameter repeats, zero or more times.</summary>
    public FunctionRegistry AddVariadic(
        string name,
        IReadOnlyList<ParameterType> parameters,
        ParameterType rest,
        FunctionBody body,
        bool nonDeterministic = false,
        EmptyTolerance tolerance = EmptyTolerance.None) =>
        Add(new(name, parameters, rest, body) { IsNonDeterministic = nonDeterministic, Tolerance = tolerance });

    /// <summary>Adds a second name for a function.</summary>
    public FunctionRegistry Alias(string name, string existing) => Add(_functions[existing] with { Name = name });

    /// <summary>Names a function that exists in Go's map but that templates may not use.</summary>
    public FunctionRegistry Refuse(string name, string because) =>
        Add(new(name, [], ParameterType.Any, static (_, _) => default) { RefusedBecause = because });

    /// <summary>The finished table.</summary>
    public FrozenDictionary<string, FunctionDefinition> Build() => _functions.ToFrozenDictionary(StringComparer.Ordinal);

    private FunctionRegistry Add(FunctionDefinition definition)
    {
        _functions.Add(definition.Name, definition);
        return this;
    }
}
