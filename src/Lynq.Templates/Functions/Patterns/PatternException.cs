namespace Lynq.Templates.Functions.Patterns;

/// <summary>A pattern that RE2 would reject, in Go's words.</summary>
/// <param name="code">What is wrong.</param>
/// <param name="expression">The part of the pattern that is wrong.</param>
internal sealed class PatternException(string code, string expression)
    : Exception($"error parsing regexp: {code}: `{expression}`");
