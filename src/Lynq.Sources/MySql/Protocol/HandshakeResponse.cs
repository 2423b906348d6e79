namespace Lynq.Sources.MySql;

/// <summary>The client's side of the handshake.</summary>
internal static class HandshakeResponse
{
    // utf8mb4_general_ci: known to every server with utf8mb4, unlike the newer collations.
    private const byte CharacterSet = 45;
    private const uint MaxPacket = 1 << 24;

    /// <summary>What both sides can do.</summary>
    public static Capabilities Negotiate(Capabilities server, bool tls, bool database)
    {
        const Capabilities Always = Capabilities.Protocol41 | Capabilities.SecureConnection;
        const Capabilities IfOffered = Capabilities.LongPassword | Capabilities.LongFlag | Capabilities.Transactions | Capabilities.MultiResults
            | Capabilities.PluginAuth | Capabilities.PluginAuthPrefixed | Capabilities.ConnectAttributes | Capabilities.DeprecateEof;
        return Always | (server & IfOffered)
            | (tls ? Capabilities.Tls : Capabilities.None)
            | (database ? Capabilities.ConnectWithDatabase : Capabilities.None);
    }

    /// <summary>The short packet after which TLS starts.</summary>
    public static ReadOnlyMemory<byte> TlsRequest(Capabilities capabilities) => Head(capabilities).Payload;

    /// <summary>The packet that names the user and answers the server's challenge.</summary>
    public static ReadOnlyMemory<byte> Full(Capabilities capabilities, string username, string database, AuthPlugin plugin, ReadOnlySpan<byte> answer)
    {
        var packet = Head(capabilities).ZeroEnded(username);
        if (capabilities.HasFlag(Capabilities.PluginAuthPrefixed))
            packet.Prefixed(answer);
        else if (answer.Length <= byte.MaxValue)
            packet.Byte((byte)answer.Length).Bytes(answer);
        else
            throw new SourceException(SourceErrorKind.BadConfiguration, "The password is too long for this server: use one of at most 254 bytes");
        if (capabilities.HasFlag(Capabilities.ConnectWithDatabase)) packet.ZeroEnded(database);
        if (capabilities.HasFlag(Capabilities.PluginAuth)) packet.ZeroEnded(plugin.Name);
        if (capabilities.HasFlag(Capabilities.ConnectAttributes)) packet.Prefixed(Attributes.Span);
        return packet.Payload;
    }

    // What an administrator sees in performance_schema.session_connect_attrs.
    private static ReadOnlyMemory<byte> Attributes { get; } = new PayloadWriter()
        .Prefixed("_client_name"u8).Prefixed("lynq"u8).Prefixed("program_name"u8).Prefixed("lynq"u8).Payload;

    private static PayloadWriter Head(Capabilities capabilities) =>
        new PayloadWriter().UInt32((uint)capabilities).UInt32(MaxPacket).Byte(CharacterSet).Bytes(new byte[23]);
}
