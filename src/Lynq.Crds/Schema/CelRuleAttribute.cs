namespace Lynq.Crds;

/// <summary>A rule in the Common Expression Language that the API server enforces.</summary>
/// <param name="rule">The expression.</param>
/// <param name="message">What the user is told when it does not hold.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CelRuleAttribute(string rule, string message) : Attribute
{
    /// <summary>The expression.</summary>
    public string Rule { get; } = rule;

    /// <summary>What the user is told when it does not hold.</summary>
    public string Message { get; } = message;
}
