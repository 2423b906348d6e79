using System.Net;
using System.Net.Sockets;
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
    // Connections of a predecessor that ended suddenly keep its port for a minute, and Akka.Management tries to have it only once.
    private static readonly TimeSpan PortPatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PortInterval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public bool StandsBy => false;

    /// <inheritdoc/>
    public bool MayWrite => true;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (IsTaken() && time.GetElapsedTime(since) < PortPatience)
            await Task.Delay(PortInterval, time, cancellationToken);
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

    private bool IsTaken()
    {
        var address = new IPEndPoint(IPAddress.Parse(bootstrap.BindHost), bootstrap.Port);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(address);
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }
}
