using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Lynq.Sources.Tests.MySql;

/// <summary>A TCP server of the test's own: each connection is served by the same script.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _served = [];
    private readonly Task _accepting;

    public ScriptedServer(Func<ServerSide, Task> script)
    {
        _listener.Start();
        _accepting = AcceptAsync(script);
    }

    /// <summary>How many connections were accepted.</summary>
    public int Connections { get; private set; }

    /// <summary>What scripts failed with; a client that goes away is no failure.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = new();

    /// <summary>How many connections the client has closed.</summary>
    public int Closed;

    public SourceConnection Connection => new()
    {
        Kind = SourceKind.MySql,
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        Username = "lynq",
        Credential = new Credential("sec ret€", "1"),
        Database = "db",
        Tls = new TlsSettings { Mode = TlsMode.Disabled },
        Timeouts = new SourceTimeouts { Connect = TimeSpan.FromSeconds(60), Command = TimeSpan.FromSeconds(60), Total = TimeSpan.FromSeconds(120) },
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Lynq.Testing.Eventually.Ends(_accepting, "accepting");
        _listener.Dispose();
        await Lynq.Testing.Eventually.Ends(Task.WhenAll(_served), "the scripts");
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<ServerSide, Task> script)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                _served.Add(ServeAsync(client, script));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, Func<ServerSide, Task> script)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await script(new ServerSide(client.GetStream(), _stop.Token));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                Interlocked.Increment(ref Closed);
            }
            catch (Exception e)
            {
                Failures.Enqueue(e);
            }
        }
    }
}
