using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Lynq.Sources.MySql;

namespace Lynq.Sources.Tests.MySql;

/// <summary>The server's end of one connection, written from the protocol's documentation, not from the client's code.</summary>
internal sealed class ServerSide(Stream stream, CancellationToken stop)
{
    private Stream _stream = stream;
    private byte _sequence;

    /// <summary>20 bytes, none of them zero.</summary>
    public static byte[] Nonce { get; } = [.. Enumerable.Range(1, 20).Select(i => (byte)(i * 11))];

    public CancellationToken Stop => stop;

    public static Capabilities Usual { get; } = (Capabilities)0x01BFF7FF & ~Capabilities.Tls;

    public static byte[] Greeting(string plugin, Capabilities capabilities)
    {
        var flags = (uint)capabilities;
        return
        [
            10, .. "8.0.99-scripted\0"u8, 1, 0, 0, 0, .. Nonce[..8], 0,
            (byte)flags, (byte)(flags >> 8), 255, 2, 0, (byte)(flags >> 16), (byte)(flags >> 24),
            21, .. new byte[10], .. Nonce[8..], 0, .. Encoding.UTF8.GetBytes(plugin), 0,
        ];
    }

    public Task GreetAsync(string plugin, Capabilities? capabilities = null) => SendAsync(Greeting(plugin, capabilities ?? Usual));

    public Task OkAsync() => SendAsync([0, 0, 0, 2, 0, 0, 0]);

    public Task ErrorAsync(int code, string state, string message) =>
        SendAsync([0xFF, (byte)code, (byte)(code >> 8), (byte)'#', .. Encoding.ASCII.GetBytes(state), .. Encoding.UTF8.GetBytes(message)]);

    /// <summary>Reads the login and returns its answer to the challenge.</summary>
    public async Task<byte[]> LoginAsync()
    {
        var packet = await ReadAsync();
        var user = packet.AsSpan(32);
        var end = user.IndexOf((byte)0);
        return user.Slice(end + 2, user[end + 1]).ToArray();
    }

    /// <summary>Answers SET NAMES, then PINGs until a query, which it returns.</summary>
    public async Task<string> QueryAsync()
    {
        while (true)
        {
            _sequence = 0;
            var packet = await ReadAsync();
            switch (packet[0])
            {
                case 1:
                    throw new EndOfStreamException();
                case 14:
                    await OkAsync();
                    continue;
            }

            var text = Encoding.UTF8.GetString(packet.AsSpan(1));
            if (!text.StartsWith("SET NAMES", StringComparison.Ordinal)) return text;
            await OkAsync();
        }
    }

    /// <summary>Everything a client has to go through until it has asked its query, with the right password unseen.</summary>
    public async Task<string> AcceptAsync(Capabilities? capabilities = null)
    {
        await GreetAsync("mysql_native_password", capabilities);
        await ReadAsync();
        await OkAsync();
        return await QueryAsync();
    }

    public async Task SendAsync(byte[] payload)
    {
        await _stream.WriteAsync(Packet(_sequence++, payload), stop);
        await _stream.FlushAsync(stop);
    }

    public async Task SendRawAsync(byte[] bytes)
    {
        await _stream.WriteAsync(bytes, stop);
        await _stream.FlushAsync(stop);
    }

    public async Task<byte[]> ReadAsync()
    {
        var header = new byte[4];
        await _stream.ReadExactlyAsync(header, stop);
        _sequence = (byte)(header[3] + 1);
        var payload = new byte[header[0] | header[1] << 8 | header[2] << 16];
        await _stream.ReadExactlyAsync(payload, stop);
        return payload;
    }

    /// <summary>Reads the request for TLS and starts it.</summary>
    public async Task StartTlsAsync(X509Certificate2 certificate)
    {
        await ReadAsync();
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
        _stream = tls;
    }

    /// <summary>Waits until the client closes the connection.</summary>
    public async Task<int> WaitForCloseAsync()
    {
        var buffer = new byte[1024];
        var unexpected = 0;
        while (true)
        {
            var count = await _stream.ReadAsync(buffer, stop);
            if (count == 0) throw new EndOfStreamException($"closed after {unexpected} bytes");
            unexpected += count;
        }
    }

    public static byte[] Packet(byte sequence, byte[] payload) => [(byte)payload.Length, (byte)(payload.Length >> 8), (byte)(payload.Length >> 16), sequence, .. payload];
}
