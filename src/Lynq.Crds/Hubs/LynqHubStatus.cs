using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>Observed state of a hub.</summary>
public sealed record LynqHubStatus : OpenRecord
{
    /// <summary>The generation that the last sync worked with.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Number of forms that refer to this hub.</summary>
    public int? ReferencingTemplates { get; init; }

    /// <summary>Number of nodes that should exist: active rows times forms.</summary>
    public int? Desired { get; init; }

    /// <summary>Number of nodes that are ready.</summary>
    public int? Ready { get; init; }

    /// <summary>Number of nodes that failed or could not be created.</summary>
    public int? Failed { get; init; }

    /// <summary>When the last successful sync had ended as this status was written. A sync without news writes nothing.</summary>
    public DateTimeOffset? LastSyncTime { get; init; }

    /// <summary>How long that sync took, for example 1.2s.</summary>
    public string? LastSyncDuration { get; init; }

    /// <summary>Row counts of the last successful sync.</summary>
    public RowCounts? Rows { get; init; }

    /// <summary>Rows that the last sync could not use, at most 20.</summary>
    [MaxLength(HubLimits.RejectedRows)]
    public IReadOnlyList<RejectedRow>? RejectedRows { get; init; }

    /// <summary>Conditions: Ready and DeletionHeld.</summary>
    public IReadOnlyList<Condition>? Conditions { get; init; }
}

/// <summary>Bounds of hub status lists.</summary>
public static class HubLimits
{
    /// <summary>Longest list of rejected rows in a status.</summary>
    public const int RejectedRows = 20;
}

/// <summary>Row counts of one sync.</summary>
public sealed record RowCounts : OpenRecord
{
    /// <summary>Rows that the query returned.</summary>
    public int? Read { get; init; }

    /// <summary>Rows that are switched on and usable.</summary>
    public int? Active { get; init; }

    /// <summary>Rows that could not be used.</summary>
    public int? Rejected { get; init; }
}

/// <summary>A row that could not be used.</summary>
public sealed record RejectedRow : OpenRecord
{
    /// <summary>The row's uid; absent when it has none.</summary>
    public string? Uid { get; init; }

    /// <summary>Why the row was rejected.</summary>
    public string? Reason { get; init; }
}
