using Lynq.Actors.Node.Drift;

namespace Lynq.Actors.Node;

/// <summary>
/// What is remembered of a resource that is not simply well: not ready, failed, repaired lately, or recorded by an inventory and
/// not seen. Most have none of it.
/// </summary>
internal sealed record SlotTrouble
{
    public static readonly SlotTrouble None = new();

    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    public string Announced { get; init; } = "";

    public string InventoryUid { get; init; } = "";

    public string NothingClashesAt { get; init; } = "";

    public int Failures { get; init; }

    public DateTimeOffset NotBefore { get; init; }

    public DriftBreaker Breaker { get; init; }
}
