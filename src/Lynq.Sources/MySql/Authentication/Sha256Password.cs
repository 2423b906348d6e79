namespace Lynq.Sources.MySql;

/// <summary>sha256_password: always the password itself, in clear over TLS, else encrypted with the server's RSA key.</summary>
internal sealed class Sha256Password() : AuthPlugin(PluginName)
{
    public const string PluginName = "sha256_password";
    private const byte RequestKey = 1;

    /// <inheritdoc/>
    public override byte[] Start(AuthChallenge challenge)
    {
        if (challenge.Password.Length == 0) return [0];
        return challenge.IsPrivate ? challenge.ClearPassword : [RequestKey];
    }

    /// <inheritdoc/>
    public override byte[]? Continue(AuthChallenge challenge, ReadOnlySpan<byte> data)
    {
        if (challenge.IsPrivate) return base.Continue(challenge, data);
        return RsaPassword.Encrypt(challenge, data);
    }
}
