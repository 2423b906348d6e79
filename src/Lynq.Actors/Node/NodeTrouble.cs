namespace Lynq.Actors.Node;

/// <summary>What is remembered of a node while something cannot be done: not written, not removed, or not yet taken over. Most have none of it.</summary>
internal sealed record NodeTrouble
{
    public static readonly NodeTrouble None = new();

    public int WriteFailures { get; init; }

    public DateTimeOffset? NextRemoval { get; init; }

    public int RemovalFailures { get; init; }

    public DateTimeOffset? CleanupSince { get; init; }

    public int CleanupFailures { get; init; }

    public DateTimeOffset TakeOverUntil { get; init; }
}
