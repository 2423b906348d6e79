using Akka.Actor;
using Lynq.AkkaManagement;
using Lynq.Host;

namespace Lynq.Cluster.Membership;

/// <summary>Lets Akka.Management find the other pods and agree with them who forms the cluster.</summary>
/// <param name="akka">The actor system, configured for that.</param>
/// <param name="bootstrap">Where it listens.</param>
/// <param name="time">The clock.</param>
internal sealed class PodFormation(ActorSystem akka, PodBootstrap bootstrap, TimeProvider time) : IClusterFormation
{
    /// <inheritdoc/>
    public bool StandsBy => false;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PodBootstrap.StartAsync(akka);
        }
        catch (InvalidOperationException e)
        {
            throw new UserException($"--cluster-management-bind-address: Akka.Management cannot listen on {bootstrap.BindHost} port {bootstrap.Port}: {e.InnerException?.Message ?? e.Message}");
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }
}
