using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Lynq.Sources.MySql;

/// <summary>Makes sessions: socket, greeting, TLS, authentication.</summary>
internal sealed partial class SessionConnector(SourceConnection connection, TlsClient? tls, TimeProvider time, ILogger logger)
{
    private const int HandshakeLimit = 64 * 1024;
    private int _clearTextTold;

    /// <summary>Connects and logs in.</summary>
    public async Task<MySqlSession> ConnectAsync(CancellationToken cancellationToken)
    {
        using var watchdog = new Watchdog(connection.Timeouts.Connect, time, cancellationToken);
        Stream? stream = null;
        try
        {
            stream = await DialAsync(watchdog.Token);
            var packets = new PacketStream(stream) { Limit = HandshakeLimit };
            var capabilities = await HandshakeAsync(packets, watchdog.Token);
            packets.Limit = connection.MaxRowBytes;
            var session = new MySqlSession(packets, capabilities.HasFlag(Capabilities.DeprecateEof), connection.Timeouts, time);
            await session.UseUtf8Async(watchdog.Token);
            return session;
        }
        catch (OperationCanceledException)
        {
            if (stream is not null) await stream.DisposeAsync();
            throw watchdog.Explain("connecting");
        }
        catch
        {
            if (stream is not null) await stream.DisposeAsync();
            throw;
        }
    }

    private bool IsLocal => connection.Host.StartsWith('/');

    private async Task<Stream> DialAsync(CancellationToken cancellationToken)
    {
        var socket = IsLocal
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (IsLocal)
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(connection.Host), cancellationToken);
            else
                await socket.ConnectAsync(connection.Host, connection.EffectivePort, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<Capabilities> HandshakeAsync(PacketStream packets, CancellationToken cancellationToken)
    {
        var greeting = Greeting.Parse((await packets.ReadAsync(cancellationToken)).Span);
        var useTls = UseTls(greeting);
        var capabilities = HandshakeResponse.Negotiate(greeting.Capabilities, useTls, connection.Database.Length > 0);
        if (useTls) await StartTlsAsync(packets, capabilities, cancellationToken);

        var challenge = new AuthChallenge(connection.Credential.Password, greeting.Nonce, useTls || IsLocal);
        var plugin = AuthPlugin.Find(greeting.Plugin) ?? new NativePassword();
        var response = HandshakeResponse.Full(capabilities, connection.Username, connection.Database, plugin, plugin.Start(challenge));
        await packets.WriteAsync(response, cancellationToken);
        await Authentication.RunAsync(packets, plugin, challenge, cancellationToken);
        return capabilities;
    }

    private bool UseTls(Greeting greeting)
    {
        // Nobody can listen on a Unix socket, and no certificate names one.
        if (tls is null || (IsLocal && connection.Tls.Mode == TlsMode.Preferred)) return false;
        if (greeting.Capabilities.HasFlag(Capabilities.Tls)) return true;
        if (connection.Tls.Mode != TlsMode.Preferred)
            throw new SourceException(SourceErrorKind.TlsFailed, $"{connection.Endpoint} offers no TLS, and tls.mode asks for it: enable TLS at the server or lower tls.mode");
        if (Interlocked.Exchange(ref _clearTextTold, 1) == 0) LogClearText(connection.Endpoint);
        return false;
    }

    private async Task StartTlsAsync(PacketStream packets, Capabilities capabilities, CancellationToken cancellationToken)
    {
        // What arrived ahead of TLS could come from anybody: it must not be read as if TLS had protected it.
        if (packets.HasUnread) throw new ProtocolViolationException("the server talks on before TLS has started");
        await packets.WriteAsync(HandshakeResponse.TlsRequest(capabilities), cancellationToken);
        packets.Stream = await tls!.StartAsync(packets.Stream, cancellationToken);
    }
}
