namespace Lynq.Kubernetes;

/// <summary>The server's <c>Status</c> object: why a request failed. What the server leaves out arrives as null, whatever the default here.</summary>
public sealed record KubernetesStatus
{
    /// <summary>HTTP status code; 0 when no answer came.</summary>
    public int Code { get; init; }

    /// <summary>The reason in one word, see <see cref="StatusReasons"/>.</summary>
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>The reason in a sentence.</summary>
    public string Message { get; init => field = value ?? ""; } = "";

    /// <summary>What exactly, where the server says.</summary>
    public StatusDetails? Details { get; init; }
}

/// <summary>What a failed request was about.</summary>
public sealed record StatusDetails
{
    /// <summary>The object's name.</summary>
    public string? Name { get; init; }

    /// <summary>The resource's group.</summary>
    public string? Group { get; init; }

    /// <summary>The resource or kind.</summary>
    public string? Kind { get; init; }

    /// <summary>The object's uid.</summary>
    public string? Uid { get; init; }

    /// <summary>The single faults, e.g. one for each invalid field or conflicting manager.</summary>
    public IReadOnlyList<StatusCause> Causes
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>After how many seconds to try again.</summary>
    public int? RetryAfterSeconds { get; init; }
}

/// <summary>One fault.</summary>
public sealed record StatusCause
{
    /// <summary>Kind of fault, e.g. <c>FieldValueInvalid</c> or <c>FieldManagerConflict</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The fault in a sentence.</summary>
    public string? Message { get; init; }

    /// <summary>Path of the field.</summary>
    public string? Field { get; init; }
}
