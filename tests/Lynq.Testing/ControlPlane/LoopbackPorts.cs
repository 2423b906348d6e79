using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Lynq.Testing;

/// <summary>
/// Ports on 127.0.0.1 that nobody listens on, and that nobody else who asks here is given while this process lives: several test
/// projects run at the same time, and a server may take long to start.
/// </summary>
public static class LoopbackPorts
{
    // Below the range that systems take the ports of outgoing connections from: those come and go at any moment.
    private const int First = 12_000;
    private const int End = 32_000;

    private static readonly Lock Gate = new();

    // A port is claimed by the UDP port of the same number, which is of no use to those who listen on TCP.
    private static readonly List<Socket> Claims = [];

    /// <summary>Different ones.</summary>
    public static int[] Free(int count)
    {
        lock (Gate)
        {
            var ports = new int[count];
            for (var i = 0; i < count; i++)
                ports[i] = Next();
            return ports;
        }
    }

    private static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            // Listeners are looked at behind the claim: who had it before us may have begun to listen.
            if (Claim(port) && IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().All(listener => listener.Port != port))
                return port;
        }
    }

    private static bool Claim(int port)
    {
        var claim = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            claim.Bind(new IPEndPoint(IPAddress.Loopback, port));
            Claims.Add(claim);
            return true;
        }
        catch (SocketException)
        {
            claim.Dispose();
            return false;
        }
    }
}
