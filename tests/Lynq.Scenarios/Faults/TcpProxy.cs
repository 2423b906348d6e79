using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Lynq.Scenarios.Faults;

/// <summary>Stands between the operator and a database, and knows nothing of what they say.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private const int SlowChunk = 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly int _target;
    private readonly Task _accepting;
    private bool _gone;
    private int _cuts;
    private int _refused;

    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether connections are refused; those that are open break when it is set.</summary>
    public bool Gone
    {
        get => _gone;
        set
        {
            _gone = value;
            if (value) BreakAll();
        }
    }

    /// <summary>How long each small piece of an answer takes; zero passes answers on as they come.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>After how many bytes of answers a connection breaks; null for never.</summary>
    public int? CutAfter { get; set; }

    /// <summary>Whether answers are swallowed while connections stay open.</summary>
    public bool Silent { get; set; }

    /// <summary>How many connections broke in the middle.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>How many connections were refused.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Breaks every open connection.</summary>
    public void BreakAll()
    {
        foreach (var client in _open.Keys)
            client.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        BreakAll();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            BreakAll();
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        if (Gone)
        {
            Interlocked.Increment(ref _refused);
            return;
        }

        using var server = new TcpClient();
        _open[client] = 0;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            var asking = client.GetStream().CopyToAsync(server.GetStream(), _stop.Token);
            var answering = AnswerAsync(server.GetStream(), client.GetStream());
            await Task.WhenAny(asking, answering);
            client.Close();
            server.Close();
            await Task.WhenAll(asking, answering);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side has gone: so does the other.
        }
        finally
        {
            _open.TryRemove(client, out byte _);
        }
    }

    private async Task AnswerAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16384];
        var passed = 0;
        while (true)
        {
            var size = Slowness > TimeSpan.Zero ? SlowChunk : buffer.Length;
            if (await from.ReadAsync(buffer.AsMemory(0, size), _stop.Token) is not (> 0 and var count)) return;
            if (Silent) continue;
            if (Slowness > TimeSpan.Zero) await Task.Delay(Slowness, _stop.Token);
            var left = CutAfter is { } limit ? Math.Max(0, limit - passed) : count;
            await to.WriteAsync(buffer.AsMemory(0, Math.Min(count, left)), _stop.Token);
            passed += count;
            if (count < left || CutAfter is null) continue;
            Interlocked.Increment(ref _cuts);
            return;
        }
    }
}
