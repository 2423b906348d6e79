using System.Text;

namespace Lynq.Sources.MySql;

/// <summary>The exchange after the client's handshake response, up to the server's yes or no.</summary>
internal static class Authentication
{
    // The longest real exchange has four rounds: switch, full authentication, key, yes.
    private const int MostRounds = 8;

    /// <summary>Answers until the server is content.</summary>
    /// <exception cref="MySqlServerException">The server said no.</exception>
    public static async Task RunAsync(PacketStream packets, AuthPlugin plugin, AuthChallenge challenge, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var payload = await packets.ReadAsync(cancellationToken);
            byte[]? answer;
            switch (new PayloadReader(payload.Span).Byte())
            {
                case 0x00:
                    return;
                case 0xFF:
                    throw MySqlServerException.Parse(payload.Span);
                case 0xFE:
                    (plugin, challenge) = Switch(payload.Span, challenge);
                    answer = plugin.Start(challenge);
                    break;
                case 0x01:
                    answer = plugin.Continue(challenge, payload.Span[1..]);
                    break;
                default:
                    throw new ProtocolViolationException("the server answers the login with nonsense");
            }

            if (answer is not null) await packets.WriteAsync(answer, cancellationToken);
        }

        throw new ProtocolViolationException("the server never ends the login");
    }

    private static (AuthPlugin Plugin, AuthChallenge Challenge) Switch(ReadOnlySpan<byte> payload, AuthChallenge challenge)
    {
        var packet = new PayloadReader(payload[1..]);
        var name = packet.IsAtEnd ? "mysql_old_password" : Encoding.UTF8.GetString(packet.ToZero());
        var nonce = packet.Rest();
        // Challenges have 20 or 32 bytes; a zero byte behind them is only their end.
        if (nonce.Length > 0 && nonce[^1] == 0 && nonce.Length % 4 != 0) nonce = nonce[..^1];
        if (AuthPlugin.Find(name) is { } plugin) return (plugin, challenge with { Nonce = nonce.IsEmpty ? challenge.Nonce : nonce.ToArray() });
        throw new SourceException(SourceErrorKind.AuthenticationFailed,
            $"The server asks for the authentication plugin \"{Printable(name)}\", which is not supported: give the user one of caching_sha2_password, sha256_password, mysql_native_password or ed25519");
    }

    // The name is the server's text: show it only if it looks like one.
    private static string Printable(string name) =>
        name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? name : "?";
}
