namespace Lynq.Crds.Validation;

/// <summary>What validation found, in the order of the rules (contract §17).</summary>
/// <param name="Errors">Reasons to refuse the object; empty when it is valid.</param>
/// <param name="Warnings">Advice; never a reason to refuse.</param>
public sealed record ValidationResult(IReadOnlyList<Problem> Errors, IReadOnlyList<Problem> Warnings)
{
    /// <summary>True when nothing speaks against the object.</summary>
    public bool IsValid => Errors.Count == 0;

    /// <summary>The problem that an admission webhook reports, or null.</summary>
    public Problem? FirstError => Errors.Count == 0 ? null : Errors[0];
}
