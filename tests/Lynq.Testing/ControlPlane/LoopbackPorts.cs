using System.Net;
using System.Net.NetworkInformation;

namespace Lynq.Testing;

/// <summary>Ports on 127.0.0.1 that nobody listens on.</summary>
public static class LoopbackPorts
{
    // Below the range that systems take the ports of outgoing connections from: those come and go at any moment.
    private const int First = 12_000;
    private const int End = 32_000;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>Different ones, none of which this process was given before.</summary>
    public static int[] Free(int count)
    {
        lock (Gate)
        {
            var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
            var ports = new int[count];
            for (var i = 0; i < count; i++)
                ports[i] = Next(taken);
            return ports;
        }
    }

    private static int Next(HashSet<int> taken)
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            if (!taken.Contains(port) && Given.Add(port))
                return port;
        }
    }
}
