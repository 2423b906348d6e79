using Lynq.Templates.Functions;

namespace Lynq.Templates;

/// <summary>A function that templates can call, for a reference.</summary>
/// <param name="Name">The name in templates.</param>
/// <param name="Parameters">The kinds of the arguments: any, string, integer, number, boolean, list, map, or an object's type; the last one ends in … when it repeats.</param>
/// <param name="IsNonDeterministic">Whether two renders of the same row may differ because of it.</param>
/// <param name="RefusedBecause">Why templates may not use it; null when they may.</param>
public sealed record TemplateFunction(string Name, IReadOnlyList<string> Parameters, bool IsNonDeterministic, string? RefusedBecause)
{
    /// <summary>All functions, refused ones included, by name.</summary>
    public static IReadOnlyList<TemplateFunction> All { get; } =
        [.. FunctionTable.All.Values.OrderBy(f => f.Name, StringComparer.Ordinal).Select(Describe)];

    private static TemplateFunction Describe(FunctionDefinition function)
    {
        var fixedOnes = function.Parameters.Select(Word);
        return new(
            function.Name,
            function.Rest is { } rest ? [.. fixedOnes, Word(rest) + "…"] : [.. fixedOnes],
            function.IsNonDeterministic,
            function.RefusedBecause);
    }

    private static string Word(ParameterType type) => type.Form switch
    {
        ParameterForm.Any => "any",
        ParameterForm.String => "string",
        ParameterForm.Integer or ParameterForm.Unsigned => "integer",
        ParameterForm.Float => "number",
        ParameterForm.Bool => "boolean",
        ParameterForm.Map => "map",
        ParameterForm.List => "list",
        _ => type.GoName,
    };
}
