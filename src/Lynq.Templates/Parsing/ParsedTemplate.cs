using Lynq.Templates.Execution;

namespace Lynq.Templates.Parsing;

/// <summary>What parsing a text gives.</summary>
/// <param name="Main">The text itself.</param>
/// <param name="Functions">The functions that it uses.</param>
/// <param name="Variables">The top-level variables that it refers to.</param>
internal sealed record ParsedTemplate(DefinedTemplate Main, IReadOnlySet<string> Functions, IReadOnlySet<string> Variables);
