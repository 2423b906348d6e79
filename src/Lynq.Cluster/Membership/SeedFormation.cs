using Akka.Actor;

namespace Lynq.Cluster.Membership;

/// <summary>Joins replicas that are named; the first of them forms the cluster.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="seeds">Where to join.</param>
/// <param name="time">The clock.</param>
internal sealed class SeedFormation(Akka.Cluster.Cluster cluster, IReadOnlyList<Address> seeds, TimeProvider time) : IClusterFormation
{
    /// <inheritdoc/>
    public bool StandsBy => false;

    /// <inheritdoc/>
    public bool MayWrite => true;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await cluster.JoinSeedNodesAsync(seeds, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }
}
