using System.Net;
using System.Net.Sockets;

namespace Lynq.Testing;

/// <summary>Ports on 127.0.0.1 that nobody listens on.</summary>
public static class LoopbackPorts
{
    /// <summary>All are held at once while choosing, so that they differ.</summary>
    public static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
