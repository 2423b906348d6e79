namespace Lynq.Scenarios.Faults;

/// <summary>Whether the long fault runs are asked for: they take some ten minutes, most of them spent waiting for faults to pass.</summary>
internal static class FaultRuns
{
    /// <summary>The environment variable that asks for them.</summary>
    public const string Variable = "LYNQ_FAULTS";

    /// <summary>Why they are left out; null when they are wanted.</summary>
    public static string? WhyNot { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? null : $"fault runs take ten minutes: set {Variable}=all";
}

/// <summary>A long fault run.</summary>
public sealed class FaultFactAttribute : FactAttribute
{
    public FaultFactAttribute() => Skip = FaultRuns.WhyNot;
}

/// <summary>A table of long fault runs.</summary>
public sealed class FaultTheoryAttribute : TheoryAttribute
{
    public FaultTheoryAttribute() => Skip = FaultRuns.WhyNot;
}
