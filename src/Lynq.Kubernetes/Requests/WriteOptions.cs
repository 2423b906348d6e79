namespace Lynq.Kubernetes;

/// <summary>How strict the server is with unknown and duplicate fields.</summary>
public enum FieldValidation
{
    /// <summary>Drop them silently.</summary>
    Ignore,

    /// <summary>Drop them with a warning.</summary>
    Warn,

    /// <summary>Refuse the request.</summary>
    Strict,
}

/// <summary>How to create, replace or patch.</summary>
public record WriteOptions
{
    /// <summary>The field manager; null for the client's own (<c>lynq-operator</c>, contract §2.2).</summary>
    public string? FieldManager { get; init; }

    /// <summary>Validates and answers as if it were done, but stores nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Strictness with unknown fields; null for the server's choice.</summary>
    public FieldValidation? FieldValidation { get; init; }

    /// <summary>Whose turn it is when requests have to wait.</summary>
    public RequestPriority Priority { get; init; } = RequestPriority.Live;

    /// <summary>Whether the write may be sent again when nobody knows whether it arrived; null for the safe default of the verb.</summary>
    public bool? Idempotent { get; init; }
}

/// <summary>How to apply.</summary>
public sealed record ApplyOptions : WriteOptions
{
    /// <summary>Takes fields over that other managers hold, instead of failing with a conflict.</summary>
    public bool Force { get; init; }
}

/// <summary>What happens to the objects that a deleted object owns.</summary>
public enum DeletionPropagation
{
    /// <summary>They are deleted afterwards.</summary>
    Background,

    /// <summary>They are deleted first.</summary>
    Foreground,

    /// <summary>They are kept.</summary>
    Orphan,
}

/// <summary>How to delete.</summary>
public sealed record DeleteOptions
{
    /// <summary>What happens to owned objects; null for the kind's default.</summary>
    public DeletionPropagation? Propagation { get; init; }

    /// <summary>Deletes only the object with this uid (409 otherwise): never its successor of the same name.</summary>
    public string? Uid { get; init; }

    /// <summary>Deletes only this version of the object (409 otherwise).</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Grace period in whole seconds, 0 and up; null for the kind's default.</summary>
    public int? GracePeriodSeconds { get; init; }

    /// <summary>Only pretends.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whose turn it is when requests have to wait.</summary>
    public RequestPriority Priority { get; init; } = RequestPriority.Live;
}
