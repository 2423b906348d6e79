namespace Lynq.Crds;

/// <summary>LynqForm describes the resources that each active row of its hub gets.</summary>
public sealed record LynqForm : LynqObject
{
    /// <inheritdoc/>
    public override string Kind { get; init => field = value ?? LynqApi.FormKind; } = LynqApi.FormKind;

    /// <summary>The hub and the resource templates.</summary>
    public LynqFormSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What the operator observed.</summary>
    public LynqFormStatus? Status { get; init; }
}

/// <summary>A page of forms.</summary>
public sealed record LynqFormList : OpenRecord
{
    /// <summary>Always operator.lynq.sh/v1.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Always LynqFormList.</summary>
    public string? Kind { get; init; }

    /// <summary>Version and page token of the list.</summary>
    public ListMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>The forms.</summary>
    public IReadOnlyList<LynqForm> Items { get; init => field = value ?? []; } = [];
}
