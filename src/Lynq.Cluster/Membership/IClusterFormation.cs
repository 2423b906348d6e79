namespace Lynq.Cluster.Membership;

/// <summary>Brings replicas together into one cluster.</summary>
internal interface IClusterFormation
{
    /// <summary>Whether this replica waits outside of a cluster that it must not join, and is well all the same.</summary>
    bool StandsBy { get; }

    /// <summary>Whether a member may write, as far as the way in which the cluster was formed can tell.</summary>
    bool MayWrite { get; }

    /// <summary>Joins or forms the cluster, and keeps an eye on it until cancelled.</summary>
    /// <exception cref="Lynq.Host.UserException">This replica cannot take part, or is on the wrong side of a split.</exception>
    Task RunAsync(CancellationToken cancellationToken);
}
