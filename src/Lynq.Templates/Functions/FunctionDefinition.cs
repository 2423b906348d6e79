namespace Lynq.Templates.Functions;

/// <summary>A function or method as templates see it.</summary>
/// <param name="Name">The name in templates.</param>
/// <param name="Parameters">The fixed parameters in order.</param>
/// <param name="Rest">The type of the repeated last parameter, or null.</param>
/// <param name="Body">What it does.</param>
internal sealed record FunctionDefinition(
    string Name,
    IReadOnlyList<ParameterType> Parameters,
    ParameterType? Rest,
    FunctionBody Body)
{
    /// <summary>Whether two renders of the same data may differ because of it.</summary>
    public bool IsNonDeterministic { get; init; }

    /// <summary>Why templates may not use it, or null: such a function is refused at parse time.</summary>
    public string? RefusedBecause { get; init; }

    /// <summary>The position of a parameter under which an unmapped top-level variable counts as empty (contract §4.3).</summary>
    public EmptyTolerance Tolerance { get; init; }
}
