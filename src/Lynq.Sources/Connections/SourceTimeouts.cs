namespace Lynq.Sources;

/// <summary>The three bounds on time that keep a database from holding up its hub (contract §5.1).</summary>
public sealed record SourceTimeouts
{
    /// <summary>10 s to connect, 60 s for the next answer, 10 min for a whole read.</summary>
    public static SourceTimeouts Default { get; } = new();

    /// <summary>From the first packet until the server has accepted the user, TLS included.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest silence of the server while it owes an answer or the next rows.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From the start of a read to its last row, what the caller does between rows included.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(10);
}
