namespace Lynq.Kubernetes;

/// <summary>Which Lease decides, and how fast. The times are those of client-go.</summary>
public sealed record LeaderElectionOptions
{
    /// <summary>The Lease's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The Lease's name; the operator's is <c>f2130106.lynq.sh</c> (contract §16.3).</summary>
    public required string Name { get; init; }

    /// <summary>Who we are; no other process may use the same.</summary>
    public required string Identity { get; init; }

    /// <summary>How long others wait after the last renewal that they saw.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long after its last renewal a leader goes on; shorter than <see cref="LeaseDuration"/>, so that it has stopped before another starts.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a leader renews and others look.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether to give the lease up on shutdown, so that another need not wait.</summary>
    public bool ReleaseOnShutdown { get; init; } = true;
}
