using System.Text;

namespace Lynq.Sources.MySql;

/// <summary>The server's first packet: protocol version 10, the only one that servers of this century speak.</summary>
/// <param name="Version">The server's own version text.</param>
/// <param name="Capabilities">What the server can do.</param>
/// <param name="Nonce">20 random bytes for the password's hash.</param>
/// <param name="Plugin">The authentication plugin the server proposes.</param>
internal sealed record Greeting(string Version, Capabilities Capabilities, byte[] Nonce, string Plugin)
{
    private const int NonceLength = 20;

    /// <summary>Reads the packet.</summary>
    /// <exception cref="ProtocolViolationException">It is no greeting, or one without protocol 4.1.</exception>
    public static Greeting Parse(ReadOnlySpan<byte> payload)
    {
        var packet = new PayloadReader(payload);
        var protocol = packet.Byte();
        if (protocol == 0xFF) throw MySqlServerException.Parse(payload);
        if (protocol != 10) throw new ProtocolViolationException("the server does not speak MySQL's protocol 10");
        var version = Encoding.UTF8.GetString(packet.ToZero());
        packet.UInt32(); // the connection's id
        var nonce = packet.Bytes(8).ToArray();
        packet.Byte();
        var capabilities = (uint)packet.UInt16();
        packet.Byte(); // character set
        packet.UInt16(); // status
        capabilities |= (uint)packet.UInt16() << 16;
        var flags = (Capabilities)capabilities;
        if (!flags.HasFlag(Capabilities.Protocol41 | Capabilities.SecureConnection))
            throw new ProtocolViolationException("the server is older than MySQL 4.1");
        var nonceLength = packet.Byte();
        packet.Bytes(10);
        var second = packet.Bytes(Math.Max(NonceLength - 8 + 1, nonceLength - 8));
        var plugin = flags.HasFlag(Capabilities.PluginAuth) ? Encoding.UTF8.GetString(packet.ToZero()) : "mysql_native_password";
        return new Greeting(version, flags, [.. nonce, .. second[..(NonceLength - 8)]], plugin);
    }
}
