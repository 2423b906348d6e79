namespace Lynq.Actors.Hub;

/// <summary>How hubs go about their work.</summary>
public sealed record HubOptions
{
    /// <summary>Time from a change to the status write that shows it, so that one write shows many; up to four times as long while changes keep coming. Above 0.</summary>
    public TimeSpan StatusDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>First pause after a failed sync; doubles up to the hub's syncInterval (contract §5.6).</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Share of the interval by which a sync comes early or late, so that many hubs do not align; 0 to 0.5.</summary>
    public double Jitter { get; init; } = 0.05;

    /// <summary>LynqNodes deleted at the same time; 1 or more.</summary>
    public int ParallelDeletions { get; init; } = 8;

    /// <summary>Hubs that read their rows at the same time; 1 or more.</summary>
    public int ParallelSyncs { get; init; } = 3;
}
