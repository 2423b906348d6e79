namespace Lynq.Crds.Validation;

/// <summary>What is known beside the form itself.</summary>
public sealed record FormValidationContext
{
    /// <summary>Looks at templates.</summary>
    public required TemplateInspector Inspect { get; init; }

    /// <summary>The form before an update; null on creation. Mistakes in paths that it had already are only warned of.</summary>
    public LynqForm? Previous { get; init; }

    /// <summary>What is known of the form's hub.</summary>
    public HubKnowledge HubKnowledge { get; init; }

    /// <summary>The hub, when found.</summary>
    public LynqHub? Hub { get; init; }
}

/// <summary>What is known of a form's hub.</summary>
public enum HubKnowledge
{
    /// <summary>Nobody looked: nothing is said about it.</summary>
    Unknown,

    /// <summary>It exists.</summary>
    Found,

    /// <summary>It does not exist: an error for the controller, advice at admission (contract §17).</summary>
    Missing,

    /// <summary>It does not exist, and the form may be ahead of it.</summary>
    MissingYet,
}
