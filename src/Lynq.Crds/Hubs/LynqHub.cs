namespace Lynq.Crds;

/// <summary>LynqHub connects a database table to the forms that refer to it: each active row becomes one LynqNode per form.</summary>
public sealed record LynqHub : LynqObject
{
    /// <inheritdoc/>
    public override string Kind { get; init => field = value ?? LynqApi.HubKind; } = LynqApi.HubKind;

    /// <summary>Where the rows come from and what their columns mean.</summary>
    public LynqHubSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What the operator observed at the last sync.</summary>
    public LynqHubStatus? Status { get; init; }
}

/// <summary>A page of hubs.</summary>
public sealed record LynqHubList : OpenRecord
{
    /// <summary>Always operator.lynq.sh/v1.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Always LynqHubList.</summary>
    public string? Kind { get; init; }

    /// <summary>Version and page token of the list.</summary>
    public ListMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>The hubs.</summary>
    public IReadOnlyList<LynqHub> Items { get; init => field = value ?? []; } = [];
}
