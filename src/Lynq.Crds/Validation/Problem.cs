namespace Lynq.Crds.Validation;

/// <summary>Something to tell the author of an object.</summary>
/// <param name="Kind">What sort of rule it concerns.</param>
/// <param name="Path">The field, for example <c>spec.configMaps[0].nameTemplate</c>.</param>
/// <param name="Message">What is wrong and how to put it right.</param>
public sealed record Problem(ProblemKind Kind, string Path, string Message)
{
    /// <summary>The message with its field, as admission answers and statuses show it.</summary>
    public override string ToString() => $"{Path}: {Message}";
}

/// <summary>Sorts of rules; they decide which event is sent (contract §14).</summary>
public enum ProblemKind
{
    /// <summary>A field that must be there is missing.</summary>
    Required,

    /// <summary>A value that is not allowed.</summary>
    Invalid,

    /// <summary>A field was changed that cannot be changed.</summary>
    Immutable,

    /// <summary>The hub does not exist.</summary>
    HubNotFound,

    /// <summary>An id is used twice.</summary>
    DuplicateIds,

    /// <summary>A resource without id.</summary>
    EmptyId,

    /// <summary>A dependency is missing or circular.</summary>
    Dependency,

    /// <summary>A template cannot be parsed.</summary>
    Template,

    /// <summary>A path of ignoreFields cannot be parsed.</summary>
    IgnoreFields,

    /// <summary>Allowed, but probably not meant.</summary>
    Advice,

    /// <summary>Allowed without effect: a key that belongs to the operator.</summary>
    ReservedKey,
}
