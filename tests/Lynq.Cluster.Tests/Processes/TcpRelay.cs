using System.Net;
using System.Net.Sockets;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>Leads connections from another address of this machine to a port on its loopback interface.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;

    private TcpRelay(TcpListener listener, int target)
    {
        _listener = listener;
        _accepting = AcceptAsync(target);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static TcpRelay Start(IPAddress address, int target)
    {
        var listener = new TcpListener(address, 0);
        listener.Start();
        return new(listener, target);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync(int target)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _ = RelayAsync(client, target);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The end of the test.
        }
    }

    private async Task RelayAsync(TcpClient client, int target)
    {
        using var from = client;
        using var to = new TcpClient { NoDelay = true };
        from.NoDelay = true;
        try
        {
            await to.ConnectAsync(IPAddress.Loopback, target, _stopping.Token);
            await Task.WhenAny(
                from.GetStream().CopyToAsync(to.GetStream(), _stopping.Token),
                to.GetStream().CopyToAsync(from.GetStream(), _stopping.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // Either side has gone.
        }
    }
}
