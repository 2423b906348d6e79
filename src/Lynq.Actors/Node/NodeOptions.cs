using System.ComponentModel.DataAnnotations;

namespace Lynq.Actors.Node;

/// <summary>How nodes work. One instance for all nodes.</summary>
public sealed record NodeOptions
{
    /// <summary>Resources of one node that are applied at the same time; 1 to 64.</summary>
    [Range(1, 64)]
    public int Parallelism { get; init; } = 4;

    /// <summary>How long a status waits for further changes while the node is not settled.</summary>
    public TimeSpan StatusDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Pause before a conflict or a failure is tried again; jitter of up to a fifth is added (contract §8 step 7).</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>First pause after a failure that may heal by itself; doubles up to <see cref="RetryPause"/>.</summary>
    public TimeSpan FirstRetryPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time between full passes (contract §8.2).</summary>
    public TimeSpan FullPassInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time over which nodes of the original operator are taken over, so that they do not all write at once (contract §22).</summary>
    public TimeSpan TakeOverSpread { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a deletion tries to clean up before it gives up on what cannot be removed (contract §8.3).</summary>
    public TimeSpan CleanupDeadline { get; init; } = TimeSpan.FromMinutes(30);
}
