namespace Lynq.Crds;

/// <summary>LynqNode is one row of a hub with one form: the rendered resources and their state. The operator writes it.</summary>
public sealed record LynqNode : LynqObject
{
    /// <inheritdoc/>
    public override string Kind { get; init => field = value ?? LynqApi.NodeKind; } = LynqApi.NodeKind;

    /// <summary>The rendered resources.</summary>
    public LynqNodeSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What the operator observed.</summary>
    public LynqNodeStatus? Status { get; init; }
}

/// <summary>A page of nodes.</summary>
public sealed record LynqNodeList : OpenRecord
{
    /// <summary>Always operator.lynq.sh/v1.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Always LynqNodeList.</summary>
    public string? Kind { get; init; }

    /// <summary>Version and page token of the list.</summary>
    public ListMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>The nodes.</summary>
    public IReadOnlyList<LynqNode> Items { get; init => field = value ?? []; } = [];
}
