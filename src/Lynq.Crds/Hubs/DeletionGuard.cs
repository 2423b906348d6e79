using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>Limits on how much one sync may delete. Deactivating or deleting single rows is never held.</summary>
public sealed record DeletionGuard : OpenRecord
{
    /// <summary>What to do when the query returns no row at all while nodes of more than one row exist: Hold keeps the nodes, Apply deletes them.</summary>
    [DefaultValue(HubDefaults.OnEmptyResult)]
    [AllowedValues(EmptyResultActions.Hold, EmptyResultActions.Apply)]
    public string? OnEmptyResult { get; init; }

    /// <summary>A sync that would delete more than this percentage of the hub's nodes, and at least minNodes, is held. The nodes of a single row count as one.</summary>
    [DefaultValue(HubDefaults.MaxPercent)]
    [Range(0, 100)]
    public int? MaxPercent { get; init; }

    /// <summary>A sync that would delete fewer nodes than this is never held by maxPercent.</summary>
    [DefaultValue(HubDefaults.MinNodes)]
    [Range(1, int.MaxValue)]
    public int? MinNodes { get; init; }
}

/// <summary>Values of <see cref="DeletionGuard.OnEmptyResult"/>.</summary>
public static class EmptyResultActions
{
    /// <summary>Keep the nodes and wait for approval.</summary>
    public const string Hold = "Hold";

    /// <summary>Delete them.</summary>
    public const string Apply = "Apply";
}
