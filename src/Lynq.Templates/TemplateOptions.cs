namespace Lynq.Templates;

/// <summary>What a render may use.</summary>
public sealed record TemplateOptions
{
    /// <summary>The default limits and the system's clock.</summary>
    public static TemplateOptions Default { get; } = new();

    /// <summary>The limits.</summary>
    public TemplateLimits Limits { get; init; } = TemplateLimits.Default;

    /// <summary>The clock of <c>now</c> and its kin.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
