namespace Lynq.Crds.Validation;

/// <summary>Looks at the syntax of a template without rendering it; given by whoever knows the template language.</summary>
/// <param name="template">The template's text.</param>
public delegate TemplateFacts TemplateInspector(string template);

/// <summary>What can be said of a template without rendering it.</summary>
public sealed record TemplateFacts
{
    /// <summary>A text without any template expression.</summary>
    public static TemplateFacts Plain { get; } = new();

    /// <summary>Why it cannot be parsed, or null.</summary>
    public string? Error { get; init; }

    /// <summary>Top-level variables it reads, without the dot.</summary>
    public IReadOnlyCollection<string> Variables { get; init; } = [];

    /// <summary>Functions it calls whose result differs from call to call, such as now or uuidv4.</summary>
    public IReadOnlyCollection<string> VolatileFunctions { get; init; } = [];
}
