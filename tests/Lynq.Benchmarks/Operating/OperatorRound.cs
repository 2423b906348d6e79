using Lynq.Benchmarks.Worlds;

namespace Lynq.Benchmarks.Operating;

/// <summary>What the operator needed for one round of nodes.</summary>
internal sealed record OperatorRound
{
    /// <summary>What it needed for its first nodes, just started; null where it had made others before.</summary>
    public required FirstNodes? First { get; init; }

    /// <summary>From the hub to the last node that is Ready.</summary>
    public required double Seconds { get; init; }

    /// <summary>From the hub to the last event about it; null where nobody counts.</summary>
    public required double? SecondsWithEvents { get; init; }

    /// <summary>What was used up to the last node that is Ready.</summary>
    public required Usage Used { get; init; }

    /// <summary>Its requests, those after the last node included; null where nobody counts.</summary>
    public required RequestCounts? Requests { get; init; }

    /// <summary>Bytes that it allocated.</summary>
    public required long Allocated { get; init; }

    /// <summary>Its largest working set so far, MiB.</summary>
    public required double PeakWorkingSet { get; init; }
}

/// <summary>What a freshly started operator needed for its first nodes.</summary>
/// <param name="Seconds">From the hub to the last node that is Ready.</param>
/// <param name="CpuSeconds">The operator's CPU.</param>
internal sealed record FirstNodes(double Seconds, double CpuSeconds);
