namespace Lynq.Sandbox.Kinds;

/// <summary>Cluster IPs of 10.96.0.0/16 and node ports of 30000 to 32767, each given to one Service at a time.</summary>
internal sealed class ServiceAddresses
{
    private const int FirstNodePort = 30000;
    private const int LastNodePort = 32767;
    private readonly Lock _gate = new();
    private readonly HashSet<int> _ports = [];
    private readonly HashSet<string> _ips = new(StringComparer.Ordinal) { "10.96.0.1" };
    private int _nextIp = 10;
    private int _nextPort = FirstNodePort;

    public string NextIp()
    {
        lock (_gate)
        {
            while (true)
            {
                var number = _nextIp++ % 65000 + 2;
                var address = $"10.96.{number >> 8}.{number & 255}";
                if (_ips.Add(address)) return address;
            }
        }
    }

    /// <summary>Takes an address that a client asks for; false when another Service has it.</summary>
    public bool TakeIp(string address)
    {
        lock (_gate) return _ips.Add(address);
    }

    public int NextPort()
    {
        lock (_gate)
        {
            while (true)
            {
                var port = FirstNodePort + (_nextPort++ - FirstNodePort) % (LastNodePort - FirstNodePort + 1);
                if (_ports.Add(port)) return port;
            }
        }
    }

    public bool TakePort(int port)
    {
        lock (_gate) return _ports.Add(port);
    }

    public void FreeIp(string address)
    {
        lock (_gate) _ips.Remove(address);
    }

    public void FreePort(int port)
    {
        lock (_gate) _ports.Remove(port);
    }
}
