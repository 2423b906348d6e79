using System.Text;

namespace Lynq.Sources.MySql;

/// <summary>One way of proving to the server that we know the password. An instance serves one attempt.</summary>
internal abstract class AuthPlugin(string name)
{
    /// <summary>The name both sides use.</summary>
    public string Name => name;

    /// <summary>The answer to the server's challenge.</summary>
    public abstract byte[] Start(AuthChallenge challenge);

    /// <summary>The answer to what the server sends next; null to wait for more.</summary>
    public virtual byte[]? Continue(AuthChallenge challenge, ReadOnlySpan<byte> data) =>
        throw new ProtocolViolationException("the server goes on where this authentication has ended");

    /// <summary>The plugin of that name, or null.</summary>
    public static AuthPlugin? Find(string name) => name switch
    {
        NativePassword.PluginName => new NativePassword(),
        CachingSha2Password.PluginName => new CachingSha2Password(),
        Sha256Password.PluginName => new Sha256Password(),
        Ed25519Password.PluginName => new Ed25519Password(),
        _ => null,
    };
}

/// <summary>What an answer depends on.</summary>
/// <param name="Password">The password.</param>
/// <param name="Nonce">The server's random bytes.</param>
/// <param name="IsPrivate">Whether nobody can listen: TLS or a Unix socket.</param>
internal sealed record AuthChallenge(string Password, byte[] Nonce, bool IsPrivate)
{
    /// <summary>The password's bytes.</summary>
    public byte[] PasswordBytes => Encoding.UTF8.GetBytes(Password);

    /// <summary>The password in clear, as the two SHA-256 plugins send it over TLS.</summary>
    public byte[] ClearPassword => [.. PasswordBytes, 0];
}
